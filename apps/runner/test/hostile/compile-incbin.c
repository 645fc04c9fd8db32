// expect: CE|WA|RTE
// The assembler takes files into the program: there must be none worth taking.
#include <stdio.h>
__asm__(".section .rodata\nsecret: .incbin \"/proc/1/environ\"\n.byte 0\n");
extern const char secret[];
int main(void) { puts(secret[0] ? "ESCAPED" : "empty"); }
