const [task, line] = require("fs").readFileSync(0, "utf8").split("\n");
if (task === "write") {
  const bits = Number(line).toString(2).padStart(20, "0");
  console.log([...bits].map((bit) => (bit === "1" ? "bbb" : "aaa")).join(""));
} else {
  const bits = line.match(/.../g).map((three) => (three.split("b").length > 2 ? "1" : "0"));
  console.log(parseInt(bits.join(""), 2));
}
