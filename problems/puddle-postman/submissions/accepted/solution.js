const [size, slabs, ...walks] = require("fs").readFileSync(0, "utf8").trim().split("\n");
const n = Number(size.split(" ")[0]);

// started[i]: puddles whose first slab is among the slabs 1..i
const started = new Int32Array(n + 1);
for (let i = 1; i <= n; i++) {
  const starts = slabs[i - 1] === "#" && slabs[i - 2] !== "#";
  started[i] = started[i - 1] + (starts ? 1 : 0);
}

const answers = walks.map((walk) => {
  const [a, b] = walk.split(" ").map(Number);
  const left = Math.min(a, b);
  const right = Math.max(a, b);
  return started[right] - started[left] + (slabs[left - 1] === "#" ? 1 : 0);
});
console.log(answers.join("\n"));
