// expect: RTE
// expect-L1: TLE
// Init hears SIGTERM: it ends the sender's own box, and nothing else.
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
  kill(1, SIGTERM);
  pause();
  puts("ESCAPED");
}
