// expect: MLE
// Fills the heap of the engine.
const held = []
for (;;) held.push(new Array(10000).fill({ a: held.length }).map((x) => ({ ...x })))
