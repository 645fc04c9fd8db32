// expect: AC
// Kernel memory in pipes is limited by the number of descriptors.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
  static char block[65536];
  int p[2], n = 0;
  while (pipe2(p, O_NONBLOCK) == 0) {
    n++;
    while (write(p[1], block, sizeof block) > 0) {}
  }
  puts(n < 200 ? "contained" : "ESCAPED");
}
