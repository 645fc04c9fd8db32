// expect: AC
// Its own segment of the last test must be gone; on level 1 there are none at all.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/shm.h>

int main(void) {
  if (shmget(0x5ca1e, 4096, 0) >= 0) return puts("ESCAPED"), 0;
  puts(shmget(0x5ca1e, 4096, IPC_CREAT | 0666) >= 0 || errno == EPERM ? "contained" : "not to be had");
}
