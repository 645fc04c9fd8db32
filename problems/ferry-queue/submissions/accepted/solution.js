const lines = require("fs").readFileSync(0, "utf8").trim().split("\n");
const [n, q] = lines[0].split(" ").map(Number);

// q free places for cars that jump to the front, the first n cars, q places for those that join.
const places = n + 2 * q;
const sums = new Int32Array(places + 1); // a Fenwick tree of the taken places
const carAt = new Int32Array(places + 1);
const placeOf = new Int32Array(n + q + 1);
let nextFront = q;
let nextBack = q + 1;
let cars = 0;

function add(place, change) {
  for (let i = place; i <= places; i += i & -i) sums[i] += change;
}

function park(car, place) {
  carAt[place] = car;
  placeOf[car] = place;
  add(place, 1);
}

function positionOf(car) {
  let position = 0;
  for (let i = placeOf[car]; i > 0; i &= i - 1) position += sums[i];
  return position;
}

function carAtPosition(position) {
  let place = 0;
  for (let step = 1 << 20; step > 0; step >>= 1) {
    if (place + step <= places && sums[place + step] < position) {
      place += step;
      position -= sums[place];
    }
  }
  return carAt[place + 1];
}

while (cars < n) park(++cars, nextBack++);

const answers = [];
for (const line of lines.slice(1)) {
  const [kind, argument] = line.split(" ");
  const number = Number(argument);
  if (kind === "JOIN") park(++cars, nextBack++);
  else if (kind === "WHO") answers.push(carAtPosition(number));
  else if (kind === "WHERE") answers.push(positionOf(number));
  else {
    add(placeOf[number], -1);
    if (kind === "FRONT") park(number, nextFront--);
  }
}
console.log(answers.join("\n"));
