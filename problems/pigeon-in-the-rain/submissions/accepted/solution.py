task = input()
if task == "write":
    print("".join("ab"[int(bit)] * 3 for bit in f"{int(input()):020b}"))
else:
    word = input()
    bits = ["1" if word[i:i + 3].count("b") > 1 else "0" for i in range(0, 60, 3)]
    print(int("".join(bits), 2))
