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
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int done[2];
  if (pipe(done) != 0) return 1;
  for (int i = 0; i < 40; i++)
    if (fork() == 0) {
      volatile char *p = malloc(16 << 20);
      for (int at = 0; at < 16 << 20; at += 4096) p[at] = 1;
      if (write(done[1], "", 1) != 1) _exit(1);
      for (int at = 0;; at = (at + 4096) % (16 << 20)) p[at] = 1;
    }
  /* Each holds its part to its end: once all have said so and none has ended, all of it is held at the same time. */
  char byte;
  for (int i = 0; i < 40; i++)
    if (read(done[0], &byte, 1) != 1) return 1;
  if (waitpid(-1, NULL, WNOHANG) == 0) puts("ESCAPED 640 MB at once");
  fflush(stdout);
  for (;;) pause();
}
