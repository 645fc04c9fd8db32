/* How late the kernel itself ends a program at a limit of cpu time. Usage: killed MILLISECONDS; prints nanoseconds. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  long ms = argc > 1 ? atol(argv[1]) : 0;
  pid_t child = fork();
  if (child == 0) {
    struct itimerval limit = {.it_value = {ms / 1000, ms % 1000 * 1000}};
    setitimer(ITIMER_PROF, &limit, NULL);
    for (volatile int i = 0;; i++) {}
  }
  int status;
  struct rusage usage;
  wait4(child, &status, 0, &usage);
  long us = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
  printf("%ld\n", (us - ms * 1000) * 1000);
}
