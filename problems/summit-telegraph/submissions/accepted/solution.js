const fs = require("fs");

const chunk = Buffer.alloc(1 << 12);
let rest = "";

/** The next line, waiting for it. */
function readLine() {
  while (!rest.includes("\n")) {
    const length = fs.readSync(0, chunk, 0, chunk.length, null);
    if (length === 0) break;
    rest += chunk.toString("utf8", 0, length);
  }
  const end = rest.indexOf("\n");
  const line = rest.slice(0, end);
  rest = rest.slice(end + 1);
  return line;
}

function ask(hut) {
  fs.writeSync(1, `? ${hut}\n`);
  return Number(readLine());
}

const n = Number(readLine());
let low = 1;
let high = n;
while (low < high) {
  const middle = Math.floor((low + high) / 2);
  if (ask(middle) < ask(middle + 1)) low = middle + 1;
  else high = middle;
}
fs.writeSync(1, `! ${low}\n`);
