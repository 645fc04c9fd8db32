beads = input()

remaining = ""
# Write your solution here.

print(remaining or "EMPTY")
