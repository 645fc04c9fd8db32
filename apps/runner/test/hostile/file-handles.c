// expect: AC
// No opening of files by their number, past any root.
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
  puts(syscall(SYS_name_to_handle_at, -100, "/", (char[128]){64}, (int[1]){0}, 0) < 0 && syscall(SYS_open_by_handle_at, 0, (char[128]){0}, 0) < 0 && errno == EPERM ? "contained" : "ESCAPED");
}
