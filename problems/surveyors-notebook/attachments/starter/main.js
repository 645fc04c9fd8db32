const lines = require("fs").readFileSync(0, "utf8").trim().split("\n");
const [n, q] = lines[0].split(" ").map(Number);

const answers = [];
for (const line of lines.slice(1)) {
  const [kind, ...numbers] = line.split(" ");
  const [a, b, d] = numbers.map(Number); // d is undefined for a question
  // Write your solution here.
  if (kind === "+") answers.push("KEEP");
  else answers.push("UNKNOWN");
}

console.log(answers.join("\n"));
