const lines = require("fs").readFileSync(0, "utf8").trim().split("\n");
const n = Number(lines[0]);

const countOf = { left: new Map(), right: new Map() };
for (const line of lines.slice(1)) {
  const [colour, side] = line.split(" ");
  countOf[side].set(colour, (countOf[side].get(colour) ?? 0) + 1);
}

let pairs = 0;
for (const [colour, count] of countOf.left) {
  pairs += Math.min(count, countOf.right.get(colour) ?? 0);
}
console.log(pairs, n - 2 * pairs);
