#define _GNU_SOURCE
#include "boxd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const uint64_t DATA_BYTES = 4ull << 30, THREADS = 16;
static int report_fd;

void report_to(int fd) { report_fd = fd; }

_Noreturn void report_and_exit(enum end end, int code, const char *where) {
  struct init_report report = {.end = end, .code = code};
  snprintf(report.where, sizeof report.where, "%s", where);
  if (write(report_fd, &report, sizeof report) < 0) _exit(2);
  _exit(0);
}

void must(bool ok, const char *where) {
  if (!ok) report_and_exit(END_NO_BOX, errno, where);
}

static void limit(int what, uint64_t value) {
  struct rlimit l = {.rlim_cur = value, .rlim_max = value};
  must(setrlimit(what, &l) == 0, "setrlimit");
}

static void limit_all(const struct run_spec *spec) {
  /* A second above the measured limit: boxd's clock gives the verdict, this one only ends what escaped it. */
  limit(RLIMIT_CPU, spec->cpu_ms / 1000 + 2);
  limit(RLIMIT_FSIZE, spec->file_bytes);
  limit(RLIMIT_NOFILE, spec->files);
  /*
   * Above all that a problem can allow. Whether the kernel grants more depends on what the host has: here it never does. What
   * runtimes only reserve isn't counted, except for the stacks of threads: the C library makes each as large as the stack may be.
   */
  limit(RLIMIT_DATA, DATA_BYTES + THREADS * spec->stack_bytes);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_MEMLOCK, 0);
  limit(RLIMIT_MSGQUEUE, 0);
  limit(RLIMIT_NICE, 0);
  if (spec->stack_bytes) limit(RLIMIT_STACK, spec->stack_bytes);
}

/* The input as a file of the working directory, for programs that open one; their standard input is then empty. */
static void put_input_file(const char *name, int input) {
  char path[MAX_NAME + 8];
  struct stat st;
  snprintf(path, sizeof path, "/tmp/%s", name);
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  must(fd >= 0 && fstat(input, &st) == 0, "input file");
  off_t at = 0;
  while (at < st.st_size) must(sendfile(fd, input, &at, (size_t)(st.st_size - at)) > 0, "input file");
  close(fd);
}

/* What came with the program is found where it runs. Where a name is taken, as the input's may be, that stays. */
static void link_data(char *const *names) {
  char from[MAX_NAME + 8], to[MAX_NAME + 8];
  for (; *names; names++) {
    snprintf(from, sizeof from, "/box/%s", *names);
    snprintf(to, sizeof to, "/tmp/%s", *names);
    must(symlink(from, to) == 0 || errno == EEXIST, "link");
  }
}

/* As whoever may run it, in the place where it runs. */
_Noreturn void become_program(const struct run_spec *spec, struct stdio stdio) {
  must(setsid() >= 0, "setsid");
  /* The OOM killer shall take the program before its init, which has to tell what happened. */
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  must(fd >= 0 && write(fd, "1000", 4) == 4, "oom_score_adj");
  if (spec->input_file[0]) {
    put_input_file(spec->input_file[0], stdio.input);
    stdio.input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    must(stdio.input >= 0, "/dev/null");
  }
  link_data(spec->links);
  if (!(spec->flags & RUN_LIVE) && !spec->input_file[0]) must(lseek(stdio.input, 0, SEEK_SET) == 0, "lseek");
  must(dup2(stdio.input, 0) == 0 && dup2(stdio.out, 1) == 1 && dup2(stdio.err, 2) == 2, "dup2");
  must(syscall(SYS_close_range, 3, ~0u, CLOSE_RANGE_CLOEXEC) == 0, "close_range");
  sigset_t none;
  sigemptyset(&none);
  signal(SIGPIPE, SIG_DFL); /* execve undoes handlers, but what is ignored stays so */
  must(sigprocmask(SIG_SETMASK, &none, NULL) == 0, "sigprocmask");
  umask(022);
  limit_all(spec);
  must(install_filter() == 0, "seccomp");
  execve(spec->argv[0], spec->argv, spec->envp);
  report_and_exit(END_NO_EXEC, errno, "execve");
}

/*
 * Runs with the program's own rights after its end, so a planted link leads nowhere that it couldn't go itself. Each file found is
 * `u16 index, u32 length, bytes`; nothing is left that could change its length meanwhile.
 */
void collect_files(const struct run_spec *spec, int to) {
  static char chunk[MAX_PAYLOAD];
  uint64_t left = spec->collect_bytes;
  for (uint16_t i = 0; spec->collect[i]; i++) {
    int fd = open(spec->collect[i], O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat st;
    if (fd < 0) continue;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
      close(fd);
      continue;
    }
    uint32_t length = (uint32_t)((uint64_t)st.st_size < left ? (uint64_t)st.st_size : left);
    unsigned char head[6];
    memcpy(head, &i, 2);
    memcpy(head + 2, &length, 4);
    if (write(to, head, sizeof head) != sizeof head) return;
    for (uint32_t done = 0; done < length;) {
      ssize_t n = read(fd, chunk, length - done < sizeof chunk ? length - done : sizeof chunk);
      if (n <= 0 || write(to, chunk, (size_t)n) != n) return;
      done += (uint32_t)n;
    }
    left -= length;
    close(fd);
  }
}
