// expect: AC
// Keyrings belong to a user, not to a namespace.
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
  long id = syscall(SYS_add_key, "user", "left", "x", 1, -4);
  long found = syscall(SYS_request_key, "user", "left", NULL, 0);
  puts(id < 0 && found < 0 && syscall(SYS_keyctl, 0, -4, 1) < 0 ? "contained" : "ESCAPED");
}
