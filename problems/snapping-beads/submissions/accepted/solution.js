const threaded = require("fs").readFileSync(0, "utf8").trim();

const beads = [];
for (const bead of threaded) {
  if (beads.at(-1) === bead) beads.pop();
  else beads.push(bead);
}
console.log(beads.join("") || "EMPTY");
