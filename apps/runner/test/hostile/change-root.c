// expect: AC
// No other root, by chroot or by pivot_root.
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
  puts(chroot("/tmp") != 0 && syscall(SYS_pivot_root, "/tmp", "/tmp") != 0 ? "contained" : "ESCAPED");
}
