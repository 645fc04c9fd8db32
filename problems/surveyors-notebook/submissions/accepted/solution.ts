import { readFileSync } from "node:fs";

const [size, ...lines]: string[] = readFileSync(0, "utf8").trim().split("\n");
const n = Number(size.split(" ")[0]);

const parent: number[] = Array.from({ length: n + 1 }, (_, peak) => peak);
const above: number[] = new Array(n + 1).fill(0); // how many metres a peak is higher than its parent

/** Halves the path to the root while walking along it. */
function find(peak: number): { root: number; height: number } {
  let height = 0;
  while (parent[peak] !== peak) {
    const next = parent[peak];
    if (parent[next] !== next) {
      above[peak] += above[next];
      parent[peak] = parent[next];
    }
    height += above[peak];
    peak = parent[peak];
  }
  return { root: peak, height };
}

const answers = lines.map((line): string | number => {
  const [kind, a, b, difference] = line.split(" ");
  const from = find(Number(a));
  const to = find(Number(b));
  const isConnected = from.root === to.root;
  if (kind === "?") return isConnected ? to.height - from.height : "UNKNOWN";

  const d = Number(difference);
  if (isConnected) return to.height - from.height === d ? "KEEP" : "REJECT";
  parent[to.root] = from.root;
  above[to.root] = from.height + d - to.height;
  return "KEEP";
});
console.log(answers.join("\n"));
