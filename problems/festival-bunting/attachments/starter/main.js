const [k, ...counts] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
// counts[0] flags of colour 1

let bunting = []; // the colours from left to right; empty if impossible
// Write your solution here.

console.log(bunting.length > 0 ? bunting.join(" ") : "IMPOSSIBLE");
