const [[n, d], heights] = require("fs")
  .readFileSync(0, "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" ").map(Number));

/** A queue of milestones whose first one is the best of the window; better(a, b) compares heights. */
function monotonicQueue(better) {
  const milestones = new Int32Array(n);
  let head = 0;
  let tail = 0;
  return {
    push(milestone) {
      while (tail > head && !better(heights[milestones[tail - 1]], heights[milestone])) tail--;
      milestones[tail++] = milestone;
    },
    dropBefore(left) {
      if (milestones[head] < left) head++;
    },
    best: () => heights[milestones[head]],
  };
}

const highest = monotonicQueue((a, b) => a > b);
const lowest = monotonicQueue((a, b) => a < b);
let length = 0;
let start = 0;
let left = 0;
for (let right = 0; right < n; right++) {
  highest.push(right);
  lowest.push(right);
  while (highest.best() - lowest.best() > d) {
    left++;
    highest.dropBefore(left);
    lowest.dropBefore(left);
  }
  if (right - left + 1 > length) {
    length = right - left + 1;
    start = left;
  }
}
console.log(length, start + 1);
