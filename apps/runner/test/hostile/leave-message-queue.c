// expect: AC
// Its own message of the last test must be gone; on level 1 there are none at all.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/msg.h>

int main(void) {
  if (msgget(0x5ca1e, 0) >= 0) return puts("ESCAPED"), 0;
  puts(msgget(0x5ca1e, IPC_CREAT | 0666) >= 0 || errno == EPERM ? "contained" : "not to be had");
}
