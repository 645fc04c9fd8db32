import { readFileSync } from "node:fs";

const input = readFileSync(0, "utf8");
const [n, home, office, carry, wet, ...rain] = input.trim().split(/\s+/).map(Number);
// rain[0] is the probability of rain on the first trip, in percent

let annoyance = 0;
// Write your solution here.

console.log(annoyance);
