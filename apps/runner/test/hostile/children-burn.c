// expect: TLE
// The parent sleeps, its children burn; their time is the program's.
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
  for (int i = 0; i < 4; i++)
    if (fork() == 0)
      for (;;) {}
  for (;;) pause();
}
