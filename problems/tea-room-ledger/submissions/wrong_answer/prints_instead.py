owed = {}
with open("ledger.in") as ledger:
    next(ledger)
    for line in ledger:
        name, what, amount = line.split()
        owed[name] = owed.get(name, 0) + (int(amount) if what == "drank" else -int(amount))
debtors = sorted((-amount, name) for name, amount in owed.items() if amount > 0)
for amount, name in debtors:
    print(name, -amount)
if not debtors:
    print("ALL PAID")
