// expect: RTE
// A file of a terabyte that has no bytes.
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
  int fd = open("/tmp/x", O_CREAT | O_RDWR, 0600);
  if (ftruncate(fd, 1L << 40) == 0) puts("ESCAPED");
  return 1;
}
