import * as fs from "node:fs";

const [, ...lines] = fs.readFileSync("ledger.in", "utf8").trim().split("\n");
const entries = lines.map((line) => line.split(" ")); // [name, "drank" or "paid", amount]

const output: string[] = [];
// Write your solution here.

fs.writeFileSync("ledger.out", output.join("\n") + "\n");
