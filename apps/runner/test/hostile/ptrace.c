// expect: AC
// No tracing, of init or of anything.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/ptrace.h>

int main(void) {
  long r = ptrace(PTRACE_ATTACH, 1, 0, 0) & ptrace(PTRACE_SEIZE, 1, 0, 0) & ptrace(PTRACE_TRACEME, 0, 0, 0);
  puts(r == -1 ? "contained" : "ESCAPED");
}
