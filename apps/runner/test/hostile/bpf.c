// expect: AC
// No programs for the kernel.
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
  puts(syscall(SYS_bpf, 0, (char[128]){0}, 128) < 0 && errno == EPERM ? "contained" : "ESCAPED");
}
