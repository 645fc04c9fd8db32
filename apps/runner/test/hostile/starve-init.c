// expect: TLE
// Lowers its box's init in every way there is, then burns with a hundred children: whoever has to end it must get to run.
#define _GNU_SOURCE
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
  struct { uint32_t size, policy; uint64_t flags; int32_t nice; uint32_t priority; uint64_t times[3]; } idle = {48, SCHED_IDLE};
  syscall(SYS_sched_setattr, 1, &idle, 0);
  setpriority(PRIO_PROCESS, 1, 19);
  sched_setscheduler(1, SCHED_IDLE, &(struct sched_param){0});
  for (int i = 0; i < 100; i++)
    if (fork() == 0)
      for (;;) {}
  for (;;) {}
}
