// expect: AC
// A daemon that would burn the next test's time.
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
  puts("contained");
  fflush(stdout);
  if (fork() == 0) {
    setsid();
    if (fork() == 0)
      for (;;) {}
    _exit(0);
  }
}
