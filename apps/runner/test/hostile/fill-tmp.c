// expect: AC
// expect-L1: MLE
// time-ms: 5000
// Fills its own file system, and no other. On level 1 that is the whole container's, whose memory ends it.
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
  static char block[1 << 20];
  long total = 0;
  char name[32];
  signal(SIGXFSZ, SIG_IGN);
  memset(block, 1, sizeof block);
  for (int i = 0; i < 64; i++) {
    snprintf(name, sizeof name, "/tmp/%d", i);
    int fd = open(name, O_CREAT | O_WRONLY, 0600);
    ssize_t n;
    while ((n = write(fd, block, sizeof block)) > 0) total += n;
    close(fd);
  }
  puts(total <= 16 << 20 ? "contained" : "ESCAPED");
}
