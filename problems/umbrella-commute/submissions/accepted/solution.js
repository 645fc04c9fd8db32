const lines = require("fs").readFileSync(0, "utf8").trim().split("\n");
const [, home, office, carry, wet] = lines[0].split(" ").map(Number);
const rain = lines[1].split(" ").map((percent) => Number(percent) / 100);
const umbrellas = home + office;

// least[here]: expected annoyance from now on with so many umbrellas at the professor's end
let least = new Array(umbrellas + 1).fill(0);
for (const p of rain.reverse()) {
  least = least.map((_, here) => {
    const leave = least[umbrellas - here];
    const take = here > 0 ? carry + least[umbrellas - here + 1] : Infinity;
    return p * Math.min(wet + leave, take) + (1 - p) * Math.min(leave, take);
  });
}
console.log(least[home].toFixed(9));
