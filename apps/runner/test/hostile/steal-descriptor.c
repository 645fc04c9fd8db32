// expect: AC
// Init's descriptors by pidfd.
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
  long fd = syscall(SYS_pidfd_open, 1, 0);
  for (int n = 0; n < 64; n++)
    if (syscall(SYS_pidfd_getfd, fd, n, 0) >= 0) return puts("ESCAPED"), 0;
  puts("contained");
}
