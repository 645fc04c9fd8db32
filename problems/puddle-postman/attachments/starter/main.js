const lines = require("fs").readFileSync(0, "utf8").trim().split("\n");
const [n, q] = lines[0].split(" ").map(Number);
const slabs = lines[1]; // slab 1 is slabs[0]
const walks = lines.slice(2).map((line) => line.split(" ").map(Number)); // [a, b]

const answers = [];
for (const [a, b] of walks) {
  let puddles = 0;
  // Write your solution here.
  answers.push(puddles);
}

console.log(answers.join("\n"));
