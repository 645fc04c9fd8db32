// expect: AC
// No counters of the machine.
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
  puts(syscall(SYS_perf_event_open, (char[128]){0}, 0, -1, -1, 0) < 0 && errno == EPERM ? "contained" : "ESCAPED");
}
