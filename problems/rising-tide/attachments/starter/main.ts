import { readFileSync } from "node:fs";

const lines = readFileSync(0, "utf8").trim().split("\n");
const [r, c] = lines[0].split(" ").map(Number);
const beach = lines.slice(1); // beach[row][column]

let minutes = -1; // -1 if Mia is trapped
// Write your solution here.

console.log(minutes < 0 ? "TRAPPED" : minutes);
