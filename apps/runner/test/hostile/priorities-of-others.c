// expect: AC
// Nothing about when and how its box's init runs can be changed, nor about other processes; for oneself it goes on working.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static int writes(const char *path, const char *text) {
  int fd = open(path, O_WRONLY);
  return fd >= 0 && write(fd, text, strlen(text)) >= 0;
}

int main(void) {
  struct { uint32_t size, policy; uint64_t flags; int32_t nice; uint32_t priority; uint64_t times[3]; } idle = {48, SCHED_IDLE};
  struct sched_param none = {0};
  struct rlimit limit = {1, 1};
  cpu_set_t core;
  CPU_ZERO(&core);
  CPU_SET(0, &core);
  const struct { const char *what; int done; } tries[] = {
      {"nice of init", setpriority(PRIO_PROCESS, 1, 19) == 0},
      {"nice of a group", setpriority(PRIO_PGRP, 0, 19) == 0},
      {"nice of a user", setpriority(PRIO_USER, 0, 19) == 0},
      {"policy of init", sched_setscheduler(1, SCHED_IDLE, &none) == 0},
      {"batch policy of init", sched_setscheduler(1, SCHED_BATCH, &none) == 0},
      {"attributes of init", syscall(SYS_sched_setattr, 1, &idle, 0) == 0},
      {"own attributes", syscall(SYS_sched_setattr, 0, &idle, 0) == 0},
      {"parameters of init", sched_setparam(1, &none) == 0},
      {"core of init", sched_setaffinity(1, sizeof core, &core) == 0},
      {"disk priority of init", syscall(SYS_ioprio_set, 1, 1, 3 << 13) == 0},
      {"limits of init", prlimit(1, RLIMIT_CPU, &limit, NULL) == 0},
      {"core scheduling", prctl(62 /* PR_SCHED_CORE */, 1, 0, 0, 0) == 0},
      {"timer slack of init", writes("/proc/1/timerslack_ns", "4000000000")},
      {"session of init", writes("/proc/1/autogroup", "19")},
      {"oom score of init", writes("/proc/1/oom_score_adj", "1000")},
      {"statistics of init", writes("/proc/1/sched", "0")},
  };
  int escaped = 0;
  for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
    if (tries[i].done) printf("ESCAPED: %s\n", tries[i].what), escaped = 1;
  /* What runtimes do to themselves. */
  limit = (struct rlimit){64, 64};
  int own = setpriority(PRIO_PROCESS, 0, 5) == 0 && sched_setaffinity(0, sizeof core, &core) >= -1 &&
            pthread_setschedparam(pthread_self(), SCHED_OTHER, &none) == 0 && setrlimit(RLIMIT_NOFILE, &limit) == 0;
  if (!escaped) puts(own ? "contained" : "its own are refused too");
}
