const [[n], heights] = require("fs").readFileSync(0, "utf8").trim().split("\n").map((line) => line.split(" ").map(Number));
const stack = [];
const counts = [];
let pairs = 0;
for (let i = 0; i < n; i++) {
  let same = 1;
  while (stack.length > 0 && stack[stack.length - 1] <= heights[i]) {
    const height = stack.pop();
    const count = counts.pop();
    pairs += count;
    if (height === heights[i]) same += count;
  }
  if (stack.length > 0) pairs += 1;
  stack.push(heights[i]);
  counts.push(same);
}
console.log(pairs);
