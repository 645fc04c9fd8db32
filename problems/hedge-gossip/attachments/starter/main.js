const lines = require("fs").readFileSync(0, "utf8").trim().split("\n");
const n = Number(lines[0]);
const heights = lines[1].split(" ").map(Number);

let pairs = 0;
// Write your solution here.

console.log(pairs);
