// expect: AC
// Neither another priority nor another core.
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
#include <sys/resource.h>

int main(void) {
  puts(setpriority(PRIO_PROCESS, 0, -10) < 0 && sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){1}) < 0 && syscall(SYS_sched_setaffinity, 0, 128, (char[128]){[127] = 1}) < 0 ? "contained" : "ESCAPED");
}
