/*
 * The floor: fork, execve and wait, with nothing of ours around them, on the same core and from the same files.
 * Usage: floor COUNT STDIN PROGRAM ARGS...; prints the median and the sum of all, in nanoseconds, and
 * the most memory that one took, in KiB.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  long x = *(const long *)a, y = *(const long *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  int count = argc > 3 ? atoi(argv[1]) : 0;
  long *times = calloc((size_t)count + 1, sizeof *times), sum = 0;
  for (int i = 0; i < count; i++) {
    long started = now();
    pid_t child = fork();
    if (child == 0) {
      int in = open(argv[2], O_RDONLY), out = open("/dev/null", O_WRONLY);
      dup2(in, 0);
      dup2(out, 1);
      execv(argv[3], argv + 3);
      _exit(127);
    }
    int status;
    waitpid(child, &status, 0);
    if (status != 0) return 1;
    times[i] = now() - started;
    sum += times[i];
  }
  qsort(times, (size_t)count, sizeof *times, ascending);
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  printf("%ld %ld %ld\n", times[count / 2], sum, usage.ru_maxrss);
}
