const [, ...rows] = require("fs").readFileSync(0, "utf8").trim().split("\n");
const width = rows[0].length + 1;
// One long string with a wall after each row: the neighbours of i are i - 1, i + 1, i - width, i + width.
const beach = "#".repeat(width) + rows.join("#") + "#".repeat(width);

function cellsWith(kind) {
  return [...Array(beach.length).keys()].filter((cell) => beach[cell] === kind);
}

function minutesUntil(starts, mayEnter) {
  const reached = new Array(beach.length).fill(Infinity);
  const queue = [...starts];
  for (const cell of starts) reached[cell] = 0;
  for (const cell of queue) {
    const minute = reached[cell] + 1;
    for (const neighbour of [cell - 1, cell + 1, cell - width, cell + width]) {
      if (reached[neighbour] === Infinity && mayEnter(neighbour, minute)) {
        reached[neighbour] = minute;
        queue.push(neighbour);
      }
    }
  }
  return reached;
}

const flooded = minutesUntil(cellsWith("~"), (cell) => beach[cell] === "." || beach[cell] === "M");
const reached = minutesUntil(
  cellsWith("M"),
  (cell, minute) => beach[cell] === "E" || (beach[cell] === "." && minute < flooded[cell]),
);

let best = Infinity;
for (const cell of cellsWith("E")) best = Math.min(best, reached[cell]);
console.log(best === Infinity ? "TRAPPED" : best);
