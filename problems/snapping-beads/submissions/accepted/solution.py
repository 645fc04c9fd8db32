beads = []
for bead in input():
    if beads and beads[-1] == bead:
        beads.pop()
    else:
        beads.append(bead)

print("".join(beads) or "EMPTY")
