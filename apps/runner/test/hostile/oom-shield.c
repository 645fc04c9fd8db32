// expect: MLE
// time-ms: 5000
// Asks the kernel to kill others first.
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
  int fd = open("/proc/self/oom_score_adj", O_WRONLY);
  if (write(fd, "-1000", 5) == 5) return puts("ESCAPED"), 0;
  if (write(fd, "0", 1) < 0) perror("oom_score_adj");
  for (;;) {
    char *p = malloc(1 << 20);
    if (p) memset(p, 1, 1 << 20);
  }
}
