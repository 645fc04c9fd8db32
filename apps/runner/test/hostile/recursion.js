// expect: RTE
// time-ms: 5000
// A bottomless recursion is an error of the program.
const down = (n) => down(n + 1) + 1
console.log(down(0))
