// expect: WA
// The compiler's own input is empty; a program of nothing answers nothing.
#include "/dev/stdin"
int main(void) {}
