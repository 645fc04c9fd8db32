#define _GNU_SOURCE
#include "boxd.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/*
 * Opened before boxd changes its root, where /sys no longer exists, and close-on-exec. The cgroup's own counters are
 * right for killed trees too, where rusage says 0 for everything that nobody waited for.
 */
static int cpu = -1, memory = -1, memory_stat = -1, failures = -1, cpu_user = -1, cpu_kernel = -1, version;
static uint64_t own_memory; /* boxd's, once it has started */

static uint64_t private_memory(void);

static int open_first(const char *const *paths) {
  for (; *paths; paths++) {
    int fd = open(*paths, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) return fd;
  }
  return -1;
}

int open_meters(void) {
  static const char *const cpu_v1[] = {"/sys/fs/cgroup/cpuacct/cpuacct.usage", "/sys/fs/cgroup/cpu,cpuacct/cpuacct.usage", NULL};
  static const char *const memory_v1[] = {"/sys/fs/cgroup/memory/memory.oom_control", NULL};
  static const char *const cpu_v2[] = {"/sys/fs/cgroup/cpu.stat", NULL};
  static const char *const memory_v2[] = {"/sys/fs/cgroup/memory.events", NULL};
  version = 2;
  cpu = open_first(cpu_v2);
  memory = open_first(memory_v2);
  if (cpu < 0 || memory < 0) {
    version = 1;
    cpu = open_first(cpu_v1);
    memory = open_first(memory_v1);
  }
  if (cpu < 0 || memory < 0) broken("no cgroup counters in this container", 0);
  /* What these tell is worth having, and nothing that a limit needs. */
  memory_stat = open_first((const char *const[]){"/sys/fs/cgroup/memory.stat", "/sys/fs/cgroup/memory/memory.stat", NULL});
  failures = open_first((const char *const[]){"/sys/fs/cgroup/memory/memory.failcnt", NULL});
  cpu_user = open_first((const char *const[]){"/sys/fs/cgroup/cpuacct/cpuacct.usage_user", "/sys/fs/cgroup/cpu,cpuacct/cpuacct.usage_user", NULL});
  cpu_kernel = open_first((const char *const[]){"/sys/fs/cgroup/cpuacct/cpuacct.usage_sys", "/sys/fs/cgroup/cpu,cpuacct/cpuacct.usage_sys", NULL});
  own_memory = private_memory();
  return version;
}

/* The number after `key ` at the start of a line, or at the start of the file when key is empty. */
static uint64_t read_counter(int fd, const char *key) {
  char text[4096];
  ssize_t n = fd < 0 ? 0 : pread(fd, text, sizeof text - 1, 0);
  if (n <= 0) return 0;
  text[n] = 0;
  size_t length = strlen(key);
  for (char *line = text; line; line = strchr(line, '\n')) {
    if (*line == '\n') line++;
    if (length == 0) return strtoull(line, NULL, 10);
    if (strncmp(line, key, length) == 0 && line[length] == ' ') return strtoull(line + length, NULL, 10);
  }
  return 0;
}

uint64_t cgroup_cpu_ns(void) { return version == 1 ? read_counter(cpu, "") : read_counter(cpu, "usage_usec") * 1000; }

uint32_t oom_kills(void) { return (uint32_t)read_counter(memory, "oom_kill"); }

uint32_t memory_hits(void) { return (uint32_t)(version == 1 ? read_counter(failures, "") : read_counter(memory, "max")); }

static uint64_t private_memory(void) { return read_counter(memory_stat, version == 1 ? "rss" : "anon"); }

uint64_t memory_of_all(void) {
  uint64_t all = private_memory();
  return all > own_memory ? all - own_memory : 0;
}

uint64_t memory_held(void) { return private_memory() + read_counter(memory_stat, "shmem"); }

struct cpu_split cgroup_cpu_split(void) {
  if (version == 1) return (struct cpu_split){read_counter(cpu_user, ""), read_counter(cpu_kernel, "")};
  return (struct cpu_split){read_counter(cpu, "user_usec"), read_counter(cpu, "system_usec")};
}

static uint64_t clock_ns(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

uint64_t own_cpu_ns(void) { return clock_ns(CLOCK_PROCESS_CPUTIME_ID); }

uint64_t monotonic_ns(void) { return clock_ns(CLOCK_MONOTONIC); }
