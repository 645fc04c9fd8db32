task = input()
if task == "write":
    print(f"{int(input()):b}".replace("0", "a").replace("1", "b"))
else:
    print(int(input().replace("a", "0").replace("b", "1"), 2))
