// expect: AC
// The ring that files and sockets can be opened through, past a filter.
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
  puts(syscall(SYS_io_uring_setup, 8, (char[128]){0}) < 0 ? "contained" : "ESCAPED");
}
