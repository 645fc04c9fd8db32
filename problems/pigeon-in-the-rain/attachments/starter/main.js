const [task, line] = require("fs").readFileSync(0, "utf8").split("\n");
if (task === "write") {
  const x = Number(line);
  let word = "";
  // Write x as a word here.
  console.log(word);
} else {
  const word = line;
  let x = 0;
  // Read x from the word here.
  console.log(x);
}
