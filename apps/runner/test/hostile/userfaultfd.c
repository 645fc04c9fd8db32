// expect: AC
// No holding up of the kernel in the middle of a copy.
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
  puts(syscall(SYS_userfaultfd, 1) < 0 && errno == EPERM ? "contained" : "ESCAPED");
}
