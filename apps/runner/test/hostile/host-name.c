// expect: AC
// The host name can't be changed.
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
  puts(sethostname("x", 1) < 0 && setdomainname("x", 1) < 0 ? "contained" : "ESCAPED");
}
