// expect: AC
// Every signal but SIGTERM to everything and to init: only its own children could be hit.
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
  for (int s = 1; s < 32; s++) {
    if (s == SIGTERM) continue;
    signal(s, SIG_IGN);
    kill(-1, s);
    kill(1, s);
    kill(getppid(), s);
  }
  puts("contained");
}
