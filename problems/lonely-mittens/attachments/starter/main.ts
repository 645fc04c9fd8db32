import { readFileSync } from "node:fs";

const lines = readFileSync(0, "utf8").trim().split("\n");
const n = Number(lines[0]);
const mittens = lines.slice(1).map((line) => line.split(" ")); // [colour, side]

let pairs = 0;
// Write your solution here.

console.log(pairs, n - 2 * pairs);
