const fs = require("fs");

const [, ...entries] = fs.readFileSync("ledger.in", "utf8").trim().split("\n");
const owed = new Map();
for (const entry of entries) {
  const [name, what, amount] = entry.split(" ");
  owed.set(name, (owed.get(name) ?? 0) + (what === "drank" ? Number(amount) : -Number(amount)));
}
const debtors = [...owed].filter(([, sum]) => sum > 0).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
const lines = debtors.map(([name, sum]) => `${name} ${sum}`);
fs.writeFileSync("ledger.out", (lines.length > 0 ? lines : ["ALL PAID"]).join("\n") + "\n");
