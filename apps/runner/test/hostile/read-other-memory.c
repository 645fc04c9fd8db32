// expect: AC
// Another process's memory, by its number.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/uio.h>

int main(void) {
  char b[8];
  struct iovec v = {b, 8};
  long r = process_vm_readv(1, &v, 1, &v, 1, 0) & process_vm_writev(1, &v, 1, &v, 1, 0);
  puts(r == -1 ? "contained" : "ESCAPED");
}
