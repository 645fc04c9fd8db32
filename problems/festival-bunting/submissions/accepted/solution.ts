import { readFileSync } from "node:fs";

const [, line]: string[] = readFileSync(0, "utf8").split("\n");
const counts: number[] = line.split(" ").map(Number);

function hang(): number[] | undefined {
  const flags = counts
    .map((count, i) => ({ count, colour: i + 1 }))
    .sort((a, b) => b.count - a.count)
    .flatMap(({ count, colour }) => new Array<number>(count).fill(colour));
  const half = Math.ceil(flags.length / 2);
  if (flags[0] === flags[half]) return undefined;
  return flags.map((_, place) => flags[place % 2 === 0 ? place / 2 : half + (place - 1) / 2]);
}

console.log(hang()?.join(" ") ?? "IMPOSSIBLE");
