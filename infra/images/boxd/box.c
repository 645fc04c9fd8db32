#define _GNU_SOURCE
#include "boxd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int report_fd;

static _Noreturn void report_and_exit(enum end end, int code, const char *where) {
  struct init_report report = {.end = end, .code = code};
  snprintf(report.where, sizeof report.where, "%s", where);
  if (write(report_fd, &report, sizeof report) < 0) _exit(2);
  _exit(0);
}

static void must(bool ok, const char *where) {
  if (!ok) report_and_exit(END_NO_BOX, errno, where);
}

static void write_text(const char *path, const char *text) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  must(fd >= 0, path);
  must(write(fd, text, strlen(text)) > 0, path);
  close(fd);
}

/* 1000 in the box is root of boxd's namespace, which is the slot's uid outside: no root in the box, nor of it. */
static void map_ids(void) {
  write_text("/proc/self/setgroups", "deny");
  write_text("/proc/self/uid_map", "1000 0 1");
  write_text("/proc/self/gid_map", "1000 0 1");
}

static void mount_own(const struct run_spec *spec) {
  char options[96];
  must(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0, "private mounts");
  snprintf(options, sizeof options, "size=%llu,nr_inodes=%u,mode=0755", (unsigned long long)spec->tmp_bytes, spec->tmp_inodes);
  must(mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options) == 0, "mount /tmp");
  must(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "subset=pid") == 0, "mount /proc");
  bool writable = spec->flags & RUN_WRITABLE;
  if (!writable)
    must(mount(NULL, "/box", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL) == 0, "read-only /box");
  must(chdir(writable ? "/box" : "/tmp") == 0, "chdir");
}

/* Everything the fresh user namespace gave; the bounding set too, so that nothing executed can get one back. */
static void drop_capabilities(void) {
  for (int cap = 0; cap < 64; cap++)
    if (prctl(PR_CAPBSET_DROP, cap) != 0) break;
  struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct none[2] = {0};
  must(syscall(SYS_capset, &head, none) == 0, "capset");
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
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_MEMLOCK, 0);
  limit(RLIMIT_MSGQUEUE, 0);
  limit(RLIMIT_NICE, 0);
  if (spec->stack_bytes) limit(RLIMIT_STACK, spec->stack_bytes);
}

static _Noreturn void program(const struct run_spec *spec, int input, int out, int err) {
  must(setsid() >= 0, "setsid");
  /* The OOM killer shall take the program before its init, which has to tell what happened. */
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  must(fd >= 0 && write(fd, "1000", 4) == 4, "oom_score_adj");
  must(lseek(input, 0, SEEK_SET) == 0, "lseek");
  must(dup2(input, 0) == 0 && dup2(out, 1) == 1 && dup2(err, 2) == 2, "dup2");
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

static void on_stop(int signal) {
  (void)signal;
  kill(-1, SIGKILL); /* atomic for the whole namespace: a fork under way sees the pending signal and fails */
}

/* Runs with the box's own rights after the program's end, so a planted link leads nowhere that it couldn't go itself. */
static void collect_files(char *const *paths, int to) {
  char chunk[4096];
  size_t left = MAX_COLLECT_BYTES;
  for (; *paths; paths++) {
    int fd = open(*paths, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) continue;
    ssize_t n;
    while (left > 0 && (n = read(fd, chunk, left < sizeof chunk ? left : sizeof chunk)) > 0) {
      if (write(to, chunk, (size_t)n) != n) return;
      left -= (size_t)n;
    }
    close(fd);
  }
}

_Noreturn void box_init(const struct run_spec *spec, int input, int out, int err, int collect, int report) {
  report_fd = report;
  struct sigaction action = {.sa_handler = on_stop, .sa_flags = SA_RESTART};
  /* Of a process that isn't dumpable the kernel gives /proc/self to root; nothing hostile lives in here yet. */
  must(prctl(PR_SET_DUMPABLE, 1) == 0, "dumpable");
  map_ids();
  must(sethostname("box", 3) == 0, "sethostname");
  mount_own(spec);
  must(mkdir("/tmp/feedback", 0755) == 0, "mkdir");
  drop_capabilities();
  pid_t child = fork();
  must(child >= 0, "fork");
  if (child == 0) program(spec, input, out, err);
  /*
   * init is uid 1000 as the program is. Not dumpable: no ptrace of it, no /proc/1/fd to forge a report with. The
   * kernel ignores every signal to a namespace's init from inside but those with a handler: so SIGTERM only kills the
   * sender's own box. The other ends go, or end-of-file would never come.
   */
  must(prctl(PR_SET_DUMPABLE, 0) == 0, "dumpable");
  sigaction(SIGTERM, &action, NULL);
  close(out);
  close(err);
  close(input);
  int status = 0;
  for (;;) {
    pid_t dead = wait4(-1, &status, 0, NULL);
    if (dead == child) break;
    if (dead < 0 && errno != EINTR) break;
  }
  if (spec->collect[0]) {
    kill(-1, SIGKILL);
    collect_files(spec->collect, collect);
  }
  if (WIFSIGNALED(status)) report_and_exit(END_SIGNALLED, WTERMSIG(status), "");
  report_and_exit(END_EXITED, WEXITSTATUS(status), "");
}
