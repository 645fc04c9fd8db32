// expect: TLE
// Burns its time.
let n: number = 0
for (;;) n += 1
