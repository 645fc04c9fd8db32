// expect: MLE
// Memory outside of the engine's heap.
// Collecting garbage takes its time first. time-ms: 3000
const held = []
for (;;) held.push(Buffer.alloc(1 << 20, 1))
