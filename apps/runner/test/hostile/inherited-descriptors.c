// expect: AC
// Nothing is open but the three; a frame forged on any other number goes nowhere.
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
  static const char frame[] = "D\x38\0\0\0";
  for (int fd = 3; fd < 4096; fd++)
    if (write(fd, frame, sizeof frame) >= 0 || errno != EBADF) return puts("ESCAPED"), 0;
  puts("contained");
}
