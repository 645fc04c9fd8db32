// expect: MLE
// time-ms: 5000
// expect-L1: TLE
// Shared memory segments belong to nobody, and are charged all the same.
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
  for (;;) {
    int id = shmget(IPC_PRIVATE, 4 << 20, IPC_CREAT | 0600);
    void *p = id < 0 ? (void *)-1 : shmat(id, NULL, 0);
    if (p != (void *)-1) memset(p, 1, 4 << 20);
  }
}
