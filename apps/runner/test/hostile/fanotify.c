// expect: AC
// No watching of whole file systems.
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
  puts(syscall(SYS_fanotify_init, 0, 0) < 0 && errno == EPERM ? "contained" : "ESCAPED");
}
