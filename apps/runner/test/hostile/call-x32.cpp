// expect: RTE|AC
// The x32 calls, likewise.
#include <cstdio>
#include <unistd.h>
int main() {
#ifdef __x86_64__
  std::puts(syscall(0x40000000 | 39) > 0 ? "ESCAPED" : "not filtered");
#else
  std::puts("contained");
#endif
}
