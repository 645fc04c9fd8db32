names = []
sums = []
with open("ledger.in") as ledger:
    next(ledger)
    for line in ledger:
        name, what, amount = line.split()
        if name not in names:
            names.append(name)
            sums.append(0)
        sums[names.index(name)] += int(amount) if what == "drank" else -int(amount)
debtors = sorted((-amount, name) for name, amount in zip(names, sums) if amount > 0)
with open("ledger.out", "w") as out:
    for amount, name in debtors:
        print(name, -amount, file=out)
    if not debtors:
        print("ALL PAID", file=out)
