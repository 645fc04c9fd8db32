// expect: MLE
// time-ms: 5000
// No process is large, all of them together are.
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
  for (int i = 0; i < 40; i++)
    if (fork() == 0) {
      volatile char *p = malloc(8 << 20);
      for (int at = 0;; at = (at + 4096) % (8 << 20)) p[at] = 1;
    }
  for (;;) pause();
}
