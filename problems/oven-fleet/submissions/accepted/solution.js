const [[, m], ...ovens] = require("fs")
  .readFileSync(0, "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" ").map(Number));

function loavesUntil(minute) {
  let loaves = 0;
  for (const [warmUp, bake] of ovens) {
    if (minute > warmUp) loaves += Math.floor((minute - warmUp) / bake);
  }
  return loaves;
}

// All minutes stay far below 2^53, so plain numbers are exact.
let tooEarly = 0;
let enough = ovens[0][0] + m * ovens[0][1];
while (enough - tooEarly > 1) {
  const middle = Math.floor((tooEarly + enough) / 2);
  if (loavesUntil(middle) >= m) enough = middle;
  else tooEarly = middle;
}
console.log(enough);
