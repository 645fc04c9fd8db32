n = int(input())


def ask(hut):
    """The height of a hut."""
    print("?", hut, flush=True)
    return int(input())


summit = 1
# Write your solution here.

print("!", summit, flush=True)
