// expect: AC
// No namespace of its own, by any of the three ways.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sched.h>

int main(void) {
  static const int kinds[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP};
  for (int i = 0; i < 7; i++) {
    if (unshare(kinds[i]) == 0) return puts("ESCAPED unshare"), 0;
    long pid = syscall(SYS_clone, kinds[i] | SIGCHLD, 0, 0, 0, 0);
    if (pid >= 0) return pid ? puts("ESCAPED clone") : 0, 0;
  }
  long args[11] = {CLONE_NEWUSER, 0, 0, 0, SIGCHLD};
  if (syscall(SYS_clone3, args, sizeof args) >= 0) return puts("ESCAPED clone3"), 0;
  puts("contained");
}
