// expect: TLE
// Grandchildren without a parent burn: nobody ever waits for them, and the cgroup counts them.
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
  if (fork() == 0) {
    if (fork() == 0) {
      setsid();
      for (;;) {}
    }
    _exit(0);
  }
  for (;;) pause();
}
