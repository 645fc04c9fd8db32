// expect: RTE
// Prints the header with which the engine tells stdout from stderr.
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
  static const char head[] = "\x01\0\0\0\0\0\0\x05X\0\0\0\0";
  for (int i = 0; i < 1000; i++) write(1, head, sizeof head);
  return 1;
}
