// expect: RTE
// A crash writes no memory image anywhere.
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
  memset(malloc(1 << 22), 1, 1 << 22);
  abort();
}
