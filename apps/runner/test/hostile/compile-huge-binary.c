// expect: CE
// A program of gigabytes.
char block[1 << 30] = {1};
char other[1 << 30] = {1};
int main(void) { return block[3] + other[4]; }
