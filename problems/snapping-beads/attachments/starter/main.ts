import { readFileSync } from "node:fs";

const beads = readFileSync(0, "utf8").trim();

let remaining = "";
// Write your solution here.

console.log(remaining || "EMPTY");
