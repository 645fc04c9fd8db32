import { readFileSync } from "node:fs";

const lines = readFileSync(0, "utf8").trim().split("\n");
const n = Number(lines[0]);
const times = lines.slice(1); // such as "1h20m"

let hours = 0;
let minutes = 0;
let seconds = 0;
// Write your solution here.

console.log(`${hours}:${minutes}:${seconds}`);
