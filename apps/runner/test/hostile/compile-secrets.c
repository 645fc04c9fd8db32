// expect: CE
// Error messages quote what the compiler was made to read.
#include "/etc/shadow"
#include "/proc/1/environ"
int main(void) {}
