const beads = require("fs").readFileSync(0, "utf8").trim();

let remaining = "";
// Write your solution here.

console.log(remaining || "EMPTY");
