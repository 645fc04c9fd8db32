task = input()
if task == "write":
    print("".join("ab"[int(bit)] * 5 for bit in f"{int(input()):020b}"))
else:
    word = input()
    print(int("".join("1" if word[i:i + 5].count("b") > 2 else "0" for i in range(0, 100, 5)), 2))
