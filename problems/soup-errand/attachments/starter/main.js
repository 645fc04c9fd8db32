const lines = require("fs").readFileSync(0, "utf8").trim().split("\n");
const [n, m, k] = lines[0].split(" ").map(Number);
const sold = lines[1].split(" ").map((word) => word.replace("-", "")); // sold[0]: letters sold in village 1
const paths = lines.slice(2).map((line) => line.split(" ").map(Number)); // [u, v, t]

let minutes = -1; // -1 if there is no way
// Write your solution here.

console.log(minutes < 0 ? "NO SOUP" : minutes);
