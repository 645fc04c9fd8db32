// expect: AC
// The machine's clock stays as it is.
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
  puts(syscall(SYS_clock_settime, 0, (long[2]){0}) < 0 && syscall(SYS_settimeofday, (long[2]){0}, 0) < 0 ? "contained" : "ESCAPED");
}
