// expect: MLE
// time-ms: 5000
// Files that are nowhere but in memory.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/mman.h>

int main(void) {
  static char block[1 << 20];
  memset(block, 1, sizeof block);
  int fd = memfd_create("x", 0);
  signal(SIGXFSZ, SIG_IGN);
  for (;;)
    if (write(fd, block, sizeof block) < 0) fd = memfd_create("x", 0);
}
