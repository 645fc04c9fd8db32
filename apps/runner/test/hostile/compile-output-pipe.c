// expect: CE
// The compiler waits for words from its own output.
#include "/proc/self/fd/1"
int main(void) {}
