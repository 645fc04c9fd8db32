const input = require("fs").readFileSync(0, "utf8");
const secondsPer = { h: 3600, m: 60, s: 1 };

let total = 0;
for (const [, number, unit] of input.matchAll(/(\d+)([hms])/g)) {
  total += Number(number) * secondsPer[unit];
}

const twoDigits = (value) => String(value).padStart(2, "0");
const minutes = Math.floor(total / 60);
console.log(`${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${twoDigits(total % 60)}`);
