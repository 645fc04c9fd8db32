// expect: AC
// Empty files cost no bytes; their number is limited too.
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
  char name[32];
  for (int i = 0; i < 100000; i++) {
    snprintf(name, sizeof name, "/tmp/%d", i);
    int fd = open(name, O_CREAT | O_WRONLY, 0600);
    if (fd < 0) return puts(i < 10000 && errno == ENOSPC ? "contained" : "ESCAPED"), 0;
    close(fd);
  }
  puts("ESCAPED");
}
