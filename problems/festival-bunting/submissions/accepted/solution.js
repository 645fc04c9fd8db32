const [, line] = require("fs").readFileSync(0, "utf8").split("\n");
const counts = line.split(" ").map(Number);
const n = counts.reduce((sum, count) => sum + count, 0);

// Only the most frequent colour has to come first; the others may follow in any order.
const most = counts.indexOf(counts.reduce((a, b) => Math.max(a, b)));
const order = [most, ...counts.keys()].filter((colour, i) => i === 0 || colour !== most);

const bunting = new Array(n);
let place = 0;
for (const colour of order) {
  for (let flag = 0; flag < counts[colour]; flag++) {
    bunting[place] = colour + 1;
    place += 2;
    if (place >= n) place = 1;
  }
}
console.log(counts[most] > (n + 1) / 2 ? "IMPOSSIBLE" : bunting.join(" "));
