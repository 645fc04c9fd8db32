// expect: AC
// No waiting for, or flushing of, the host's disks.
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
  puts(syscall(SYS_syncfs, 0) < 0 && errno == EPERM && syscall(SYS_sync) < 0 ? "contained" : "ESCAPED");
}
