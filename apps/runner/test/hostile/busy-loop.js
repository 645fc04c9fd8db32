// expect: TLE
// Burns its time.
for (;;) {}
