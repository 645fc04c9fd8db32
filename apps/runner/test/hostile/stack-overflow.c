// expect: RTE
// time-ms: 5000
// A bottomless recursion is a crash.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int down(volatile char *p) {
  volatile char block[4096];
  block[0] = *p;
  return down(block) + block[1];
}
int main(void) {
  char c = 1;
  return down(&c);
}
