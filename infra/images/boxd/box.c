#define _GNU_SOURCE
#include "boxd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

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

static void on_stop(int signal) {
  (void)signal;
  kill(-1, SIGKILL); /* atomic for the whole namespace: a fork under way sees the pending signal and fails */
}

_Noreturn void box_init(const struct run_spec *spec, struct stdio stdio, int collect, int report) {
  report_to(report);
  struct sigaction action = {.sa_handler = on_stop, .sa_flags = SA_RESTART};
  /* Of a process that isn't dumpable the kernel gives /proc/self to root; nothing hostile lives in here yet. */
  must(prctl(PR_SET_DUMPABLE, 1) == 0, "dumpable");
  map_ids();
  must(sethostname("box", 3) == 0, "sethostname");
  mount_own(spec);
  must(mkdir("/tmp/feedback", 0755) == 0, "mkdir");
  drop_capabilities();
  /*
   * init is uid 1000 as the program is. Not dumpable, before there is a program: no ptrace of it, no /proc/1/fd to forge a
   * report with, none of its files in /proc to write. The kernel ignores every signal to a namespace's init from inside but
   * those with a handler: so SIGTERM only kills the sender's own box.
   */
  must(prctl(PR_SET_DUMPABLE, 0) == 0, "init not dumpable");
  sigaction(SIGTERM, &action, NULL);
  pid_t child = fork();
  must(child >= 0, "fork");
  if (child == 0) {
    signal(SIGTERM, SIG_DFL);
    must(prctl(PR_SET_DUMPABLE, 1) == 0, "dumpable"); /* to write its own /proc/self */
    become_program(spec, stdio);
  }
  /* The other ends go, or end-of-file would never come. */
  close(stdio.out);
  close(stdio.err);
  close(stdio.input);
  int status = 0;
  for (;;) {
    pid_t dead = wait4(-1, &status, 0, NULL);
    if (dead == child) break;
    if (dead < 0 && errno != EINTR) break;
  }
  if (spec->collect[0]) {
    kill(-1, SIGKILL);
    collect_files(spec, collect);
  }
  if (WIFSIGNALED(status)) report_and_exit(END_SIGNALLED, WTERMSIG(status), "");
  report_and_exit(END_EXITED, WEXITSTATUS(status), "");
}
