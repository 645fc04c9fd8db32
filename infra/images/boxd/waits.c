#define _GNU_SOURCE
#include "boxd.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * How long a run's threads waited for a core that others had, from /proc/<pid>/task/<tid>/schedstat, `ran waited times` in ns.
 * A container holds at most 128 threads.
 */
enum { MAX_THREADS = 160 };
struct thread {
  long tid;
  uint64_t ran, waited;
};
static struct thread known[MAX_THREADS];
static size_t count;
static uint64_t own_waited;

static bool read_thread(const char *path, struct thread *thread) {
  char text[96], *rest;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
  if (fd >= 0) close(fd);
  if (n <= 0) return false;
  text[n] = 0;
  thread->ran = strtoull(text, &rest, 10);
  thread->waited = strtoull(rest, NULL, 10);
  return true;
}

/* Kernels without the statistics have no such file, or three zeros in it. */
bool knows_waits(void) {
  struct thread own = {0};
  return read_thread("/proc/self/schedstat", &own) && own.ran > 0;
}

static uint64_t wait_of_boxd(void) {
  struct thread own = {0};
  return read_thread("/proc/self/schedstat", &own) ? own.waited : 0;
}

void start_waits(void) {
  count = 0;
  own_waited = wait_of_boxd();
}

static struct thread before(long tid) {
  for (size_t i = 0; i < count; i++)
    if (known[i].tid == tid) return known[i];
  return (struct thread){.tid = tid};
}

/*
 * Nanoseconds since the last sample in which threads of the run waited for others than the run itself; `cpu_ns` is what the whole run
 * took since then. Of what one thread waited, the other threads' own time is no excuse: else a hundred that wake at once would
 * seem to wait for ever. A thread that ended takes what it waited since the last sample with it. Where that is most, since boxd is
 * served as rarely as the run is, boxd's own wait tells as much, unless the run took no time, and so had none to wait for.
 */
uint64_t sample_waits(uint64_t cpu_ns) {
  static struct thread now[MAX_THREADS];
  size_t found = 0;
  uint64_t waited = 0;
  DIR *all = opendir("/proc");
  for (struct dirent *process; all && (process = readdir(all));) {
    char path[64];
    if (!isdigit(process->d_name[0]) || strcmp(process->d_name, "1") == 0 || strlen(process->d_name) > 10) continue;
    snprintf(path, sizeof path, "/proc/%.10s/task", process->d_name);
    DIR *threads = opendir(path);
    for (struct dirent *one; threads && (one = readdir(threads)) && found < MAX_THREADS;) {
      if (!isdigit(one->d_name[0])) continue;
      struct thread thread = {.tid = strtol(one->d_name, NULL, 10)};
      snprintf(path, sizeof path, "/proc/%.10s/task/%.10s/schedstat", process->d_name, one->d_name);
      if (!read_thread(path, &thread)) continue;
      struct thread last = before(thread.tid);
      if (thread.waited < last.waited || thread.ran < last.ran) last = (struct thread){0};
      uint64_t its = thread.waited - last.waited, ran = thread.ran - last.ran;
      uint64_t others = cpu_ns > ran ? cpu_ns - ran : 0;
      if (its > others) waited += its - others;
      now[found++] = thread;
    }
    if (threads) closedir(threads);
  }
  if (all) closedir(all);
  uint64_t own = wait_of_boxd(), own_since = own - own_waited;
  own_waited = own;
  if (cpu_ns > 0 && own_since > cpu_ns && own_since - cpu_ns > waited) waited = own_since - cpu_ns;
  memcpy(known, now, found * sizeof *now);
  count = found;
  return waited;
}
