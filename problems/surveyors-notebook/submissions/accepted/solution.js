const lines = require("fs").readFileSync(0, "utf8").trim().split("\n");
const n = Number(lines[0].split(" ")[0]);

const parent = Array.from({ length: n + 1 }, (_, peak) => peak);
const size = new Array(n + 1).fill(1);
const above = new Array(n + 1).fill(0); // how many metres a peak is higher than its parent

/** The root of the peak's group, and the peak's height above it. Groups hang below larger ones: O(log n). */
function find(peak) {
  let height = 0;
  while (parent[peak] !== peak) {
    height += above[peak];
    peak = parent[peak];
  }
  return { root: peak, height };
}

function measure(from, to, d) {
  if (from.root === to.root) return to.height - from.height === d ? "KEEP" : "REJECT";
  const rise = from.height + d - to.height; // from the root of one group to the other's
  const [upper, lower, sign] = size[from.root] >= size[to.root] ? [from, to, 1] : [to, from, -1];
  parent[lower.root] = upper.root;
  above[lower.root] = sign * rise;
  size[upper.root] += size[lower.root];
  return "KEEP";
}

const answers = lines.slice(1).map((line) => {
  const [kind, a, b, d] = line.split(" ");
  const from = find(Number(a));
  const to = find(Number(b));
  if (kind === "+") return measure(from, to, Number(d));
  return from.root === to.root ? to.height - from.height : "UNKNOWN";
});
console.log(answers.join("\n"));
