// expect: AC
// No typing into somebody's terminal.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/ioctl.h>

int main(void) {
  char c = 'x';
  for (int fd = 0; fd < 3; fd++)
    if (ioctl(fd, 0x5412, &c) == 0) return puts("ESCAPED"), 0;
  puts(ioctl(0, 0x5412, &c) && errno == EPERM ? "contained" : "not filtered");
}
