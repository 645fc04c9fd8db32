// expect: CE
// The compiler reads a file without an end.
#include "/dev/zero"
int main() {}
