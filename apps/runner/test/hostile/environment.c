// expect: AC
// Four variables, none of them the runner's.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

extern char **environ;
int main(void) {
  int n = 0;
  for (char **e = environ; *e; e++, n++)
    if (strncmp(*e, "PATH=", 5) && strncmp(*e, "HOME=", 5) && strncmp(*e, "LANG=", 5) && strncmp(*e, "TMPDIR=", 7)) n = 99;
  puts(n <= 4 ? "contained" : "ESCAPED");
}
