// expect: AC
// Opens files until refused.
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
  int n = 0;
  while (n < 100000 && open("/dev/null", O_RDONLY) >= 0) n++;
  puts(n < 300 ? "contained" : "ESCAPED");
}
