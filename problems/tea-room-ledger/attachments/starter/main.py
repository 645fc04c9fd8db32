with open("ledger.in") as ledger:
    n = int(next(ledger))
    entries = [line.split() for line in ledger]  # [name, "drank" or "paid", amount]

lines = []
# Write your solution here.

with open("ledger.out", "w") as out:
    print("\n".join(lines), file=out)
