const lines = require("fs").readFileSync(0, "utf8").trim().split("\n");
const [n, m, k] = lines[0].split(" ").map(Number);
const letters = "abcdef";
const sold = lines[1]
  .split(" ")
  .map((word) => [...letters].reduce((set, letter, i) => set | (word.includes(letter) ? 1 << i : 0), 0));
const paths = Array.from({ length: n }, () => []);
for (const line of lines.slice(2, m + 2)) {
  const [u, v, t] = line.split(" ").map(Number);
  paths[u - 1].push({ to: v - 1, minutes: t });
  paths[v - 1].push({ to: u - 1, minutes: t });
}

/** A binary heap of states, the earliest one on top. */
class Heap {
  states = [];

  push(state) {
    const { states } = this;
    let i = states.push(state) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (states[parent].now <= state.now) break;
      states[i] = states[parent];
      i = parent;
    }
    states[i] = state;
  }

  pop() {
    const { states } = this;
    const top = states[0];
    const last = states.pop();
    if (states.length === 0) return top;
    let i = 0;
    while (true) {
      let child = 2 * i + 1;
      if (child >= states.length) break;
      if (child + 1 < states.length && states[child + 1].now < states[child].now) child++;
      if (states[child].now >= last.now) break;
      states[i] = states[child];
      i = child;
    }
    states[i] = last;
    return top;
  }
}

// Dijkstra's algorithm on states: a village together with the set of bought ingredients.
const baskets = 1 << k;
const best = new Float64Array(n * baskets).fill(Infinity);
best[sold[0]] = 0;
const heap = new Heap();
heap.push({ now: 0, village: 0, basket: sold[0] });
while (heap.states.length > 0) {
  const { now, village, basket } = heap.pop();
  if (now > best[village * baskets + basket]) continue;
  for (const { to, minutes } of paths[village]) {
    const fuller = basket | sold[to];
    if (now + minutes < best[to * baskets + fuller]) {
      best[to * baskets + fuller] = now + minutes;
      heap.push({ now: now + minutes, village: to, basket: fuller });
    }
  }
}
const answer = best[n * baskets - 1];
console.log(answer === Infinity ? "NO SOUP" : answer);
