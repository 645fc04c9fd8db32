# Two copies tell that a letter has changed, not which.
task = input()
if task == "write":
    print(f"{int(input()):020b}".replace("0", "a").replace("1", "b") * 2)
else:
    print(int(input()[:20].replace("a", "0").replace("b", "1"), 2))
