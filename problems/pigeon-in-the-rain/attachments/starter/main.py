task = input()
if task == "write":
    x = int(input())
    word = ""
    # Write x as a word here.
    print(word)
else:
    word = input()
    x = 0
    # Read x from the word here.
    print(x)
