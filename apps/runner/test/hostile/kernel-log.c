// expect: AC
// The kernel's log stays closed.
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
  puts(syscall(SYS_syslog, 3, (char[64]){0}, 64) < 0 ? "contained" : "ESCAPED");
}
