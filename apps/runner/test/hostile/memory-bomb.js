// expect: MLE
// Fills the heap of the engine.
// Collecting garbage takes its time first. time-ms: 3000
const held = []
for (;;) held.push(Array.from({ length: 10000 }, () => ({ a: held.length })))
