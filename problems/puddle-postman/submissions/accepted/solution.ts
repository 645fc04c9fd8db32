import { readFileSync } from "node:fs";

const [, slabs, ...walks]: string[] = readFileSync(0, "utf8").trim().split("\n");

// ended[i]: puddles whose last slab is among the first i slabs
const ended: number[] = [0];
for (let i = 0; i < slabs.length; i++) {
  const ends = slabs[i] === "#" && slabs[i + 1] !== "#";
  ended.push(ended[i] + (ends ? 1 : 0));
}

function puddlesBetween(left: number, right: number): number {
  const unfinished = slabs[right - 1] === "#" ? 1 : 0;
  return ended[right - 1] - ended[left - 1] + unfinished;
}

const answers = walks.map((walk) => {
  const [a, b] = walk.split(" ").map(Number);
  return puddlesBetween(Math.min(a, b), Math.max(a, b));
});
console.log(answers.join("\n"));
