// expect: MLE
// Fills the heap of the engine.
const held = []
for (;;) held.push(Array.from({ length: 10000 }, () => ({ a: held.length })))
