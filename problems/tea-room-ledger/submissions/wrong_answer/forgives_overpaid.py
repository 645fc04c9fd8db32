# What somebody pays ahead counts for what they drink later.
owed = {}
with open("ledger.in") as ledger:
    next(ledger)
    for line in ledger:
        name, what, amount = line.split()
        owed[name] = max(0, owed.get(name, 0) + (int(amount) if what == "drank" else -int(amount)))
debtors = sorted((-amount, name) for name, amount in owed.items() if amount > 0)
with open("ledger.out", "w") as out:
    for amount, name in debtors:
        print(name, -amount, file=out)
    if not debtors:
        print("ALL PAID", file=out)
