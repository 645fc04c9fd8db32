// expect: AC
// No devices but those five.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

int main(void) {
  if (mknod("/tmp/disk", S_IFBLK | 0666, makedev(254, 0)) == 0 && open("/tmp/disk", O_RDONLY) >= 0) return puts("ESCAPED block"), 0;
  if (mknod("/tmp/mem", S_IFCHR | 0666, makedev(1, 1)) == 0 && open("/tmp/mem", O_RDONLY) >= 0) return puts("ESCAPED char"), 0;
  puts("contained");
}
