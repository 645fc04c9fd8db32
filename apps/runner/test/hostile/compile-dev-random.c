// expect: CE
// The compiler reads noise.
#include "/dev/random"
int main(void) {}
