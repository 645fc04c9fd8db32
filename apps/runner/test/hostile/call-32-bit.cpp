// expect: RTE|AC
// The 32-bit calls have other numbers, which a filter of 64-bit ones doesn't see. (Says so itself where there are none.)
#include <cstdio>
int main() {
#ifdef __x86_64__
  long r = 20;
  asm volatile("int $0x80" : "+a"(r));
  std::puts("ESCAPED");
#else
  std::puts("contained");
#endif
}
