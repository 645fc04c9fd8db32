// expect: AC
// Limits only go down.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/resource.h>

int main(void) {
  puts(setrlimit(RLIMIT_CPU, &(struct rlimit){1000, 1000}) < 0 && setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY}) < 0 && setrlimit(RLIMIT_NOFILE, &(struct rlimit){4096, 4096}) < 0 ? "contained" : "ESCAPED");
}
