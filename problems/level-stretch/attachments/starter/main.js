const [n, d, ...heights] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);

let length = 0;
let first = 1; // milestones are numbered from 1
// Write your solution here.

console.log(length, first);
