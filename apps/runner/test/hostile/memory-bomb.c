// expect: MLE
// time-ms: 5000
// Touches all it can get.
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
  for (;;) {
    char *p = malloc(1 << 20);
    if (p) memset(p, 1, 1 << 20);
  }
}
