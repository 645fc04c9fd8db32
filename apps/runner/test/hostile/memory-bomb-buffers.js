// expect: MLE
// Memory outside of the engine's heap.
const held = []
for (;;) held.push(Buffer.alloc(1 << 20, 1))
