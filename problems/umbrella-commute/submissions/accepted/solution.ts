import { readFileSync } from "node:fs";

const [[n, home, office, carry, wet], rain]: number[][] = readFileSync(0, "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" ").map(Number));
const umbrellas = home + office;

const known: Map<number, number>[] = Array.from({ length: n }, () => new Map());

/** The least expected annoyance from this trip on, with so many umbrellas where it starts. */
function least(trip: number, here: number): number {
  if (trip === n) return 0;
  const remembered = known[trip].get(here);
  if (remembered !== undefined) return remembered;

  const p = rain[trip] / 100;
  const leave = least(trip + 1, umbrellas - here);
  const take = here > 0 ? carry + least(trip + 1, umbrellas - here + 1) : Infinity;
  const result = p * Math.min(wet + leave, take) + (1 - p) * Math.min(leave, take);
  known[trip].set(here, result);
  return result;
}

console.log(least(0, home));
