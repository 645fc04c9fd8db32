# expect: RTE
# time-ms: 5000
# A bottomless recursion is an error of the program.
def down(n):
    return down(n + 1) + 1
print(down(0))
