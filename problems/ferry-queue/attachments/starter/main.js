const lines = require("fs").readFileSync(0, "utf8").trim().split("\n");
const [n, q] = lines[0].split(" ").map(Number);

const answers = [];
for (const line of lines.slice(1)) {
  const [kind, argument] = line.split(" ");
  const number = Number(argument ?? 0); // the car x or the position k
  // Write your solution here.
  if (kind === "WHERE" || kind === "WHO") answers.push(0);
}

console.log(answers.join("\n"));
