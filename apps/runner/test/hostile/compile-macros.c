// expect: CE
// A word that doubles thirty times.
#define A(x) x x x x x x x x
#define B(x) A(A(A(x)))
#define C(x) B(B(B(x)))
int main(void) { C(C("all work and no play")); }
