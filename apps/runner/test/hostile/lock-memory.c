// expect: AC
// Memory that can't be swapped or reclaimed is refused.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/mman.h>

int main(void) {
  void *p = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  puts(mlock(p, 1 << 20) != 0 && mlockall(MCL_FUTURE) != 0 ? "contained" : "ESCAPED");
}
