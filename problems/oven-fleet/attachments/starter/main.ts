import { readFileSync } from "node:fs";

const lines = readFileSync(0, "utf8").trim().split("\n");
const [n, m] = lines[0].split(" ").map(Number);
const ovens = lines.slice(1).map((line) => line.split(" ").map(Number)); // [warmUp, bake]

let earliest = 0;
// Write your solution here.

console.log(earliest);
