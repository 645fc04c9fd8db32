#define _GNU_SOURCE
#include "boxd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* For good: all three ids, no group, and thereby no capability. */
static bool become_user(uint32_t uid) {
  return setgroups(0, NULL) == 0 && setresgid(uid, uid, uid) == 0 && setresuid(uid, uid, uid) == 0;
}

_Noreturn void user_program(const struct run_spec *spec, struct stdio stdio, int report) {
  bool writable = spec->flags & RUN_WRITABLE;
  report_to(report);
  must(become_user(writable ? level.compile_uid : level.run_uid), "setuid");
  /* Changing ids made it readable for others of the same user no more, but /proc/self must be its own to write. */
  must(prctl(PR_SET_DUMPABLE, 1) == 0, "dumpable");
  must(mkdir("/tmp/feedback", 0755) == 0, "mkdir");
  must(chdir(writable ? "/box" : "/tmp") == 0, "chdir");
  become_program(spec, stdio);
}

/* Process 1 is spared by kill(-1), everything else isn't, and a fork under way sees the pending signal and fails. */
void end_all_users(int *status, pid_t program, uint64_t *peak_bytes) {
  kill(-1, SIGKILL);
  for (;;) {
    struct rusage usage;
    int its;
    pid_t dead = wait4(-1, &its, 0, &usage);
    if (dead < 0 && errno == EINTR) continue;
    if (dead < 0) return;
    if (dead == program) *status = its;
    if ((uint64_t)usage.ru_maxrss * 1024 > *peak_bytes) *peak_bytes = (uint64_t)usage.ru_maxrss * 1024;
  }
}

/* A child that is the user does the work, so that root never opens what a user could have shaped. */
static pid_t start_as_user(uint32_t uid, bool (*work)(void *), void *with, const char *what) {
  pid_t child = fork();
  if (child < 0) broken(what, errno);
  if (child == 0) {
    if (!become_user(uid)) _exit(1);
    _exit(work(with) ? 0 : 1);
  }
  return child;
}

static void finish_as_user(pid_t child, const char *what) {
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) broken(what, errno);
  if (status != 0) broken(what, 0);
}

static void as_user(uint32_t uid, bool (*work)(void *), void *with, const char *what) {
  finish_as_user(start_as_user(uid, work, with, what), what);
}

struct writing {
  const char *path;
  uint8_t flags;
  const unsigned char *bytes;
  size_t length;
};

static bool write_one(void *with) {
  const struct writing *file = with;
  return write_file(file->path, file->flags, file->bytes, file->length);
}

void put_file_as_user(const char *path, uint8_t flags, const unsigned char *bytes, size_t length) {
  struct writing file = {path, flags, bytes, length};
  as_user(level.compile_uid, write_one, &file, "file");
}

struct collection {
  const struct run_spec *spec;
  int to;
};

static bool collect_all(void *with) {
  const struct collection *collection = with;
  collect_files(collection->spec, collection->to);
  return true;
}

/* The child writes what boxd reads here: it is ours, and ends. */
void collect_as_user(const struct run_spec *spec, const int pipe[2]) {
  static unsigned char chunk[MAX_PAYLOAD];
  struct collection collection = {spec, pipe[1]};
  pid_t child = start_as_user(spec->flags & RUN_WRITABLE ? level.compile_uid : level.run_uid, collect_all, &collection, "collect");
  close(pipe[1]);
  ssize_t n;
  while ((n = read(pipe[0], chunk, sizeof chunk)) > 0) write_frame('c', chunk, (uint32_t)n);
  close(pipe[0]);
  finish_as_user(child, "collect");
}

/*
 * Empties a directory whatever is in it: a directory's own directories are moved up to the top before it is removed, so no depth of
 * nesting costs stack or descriptors. Nobody is left who could race it, and the number of files is the file system's.
 */
static bool wipe_dir(void *with) {
  const char *top = with;
  static unsigned serial;
  if (chdir(top) != 0) return false;
  for (bool found = true; found;) {
    DIR *listing = opendir(".");
    if (!listing) return false;
    found = false;
    for (struct dirent *entry; (entry = readdir(listing));) {
      struct stat st;
      if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
      /* The other user's; it is wiped as that user. */
      if (lstat(entry->d_name, &st) != 0 || st.st_uid != getuid()) continue;
      if (!S_ISDIR(st.st_mode)) {
        if (unlink(entry->d_name) == 0) found = true;
        continue;
      }
      chmod(entry->d_name, 0700);
      DIR *inner = opendir(entry->d_name);
      for (struct dirent *one; inner && (one = readdir(inner));) {
        char to[32];
        if (strcmp(one->d_name, ".") == 0 || strcmp(one->d_name, "..") == 0) continue;
        if (unlinkat(dirfd(inner), one->d_name, 0) == 0) continue;
        snprintf(to, sizeof to, ".w%u", serial++);
        fchmodat(dirfd(inner), one->d_name, 0700, 0);
        renameat(dirfd(inner), one->d_name, AT_FDCWD, to);
      }
      if (inner) closedir(inner);
      if (rmdir(entry->d_name) == 0) found = true;
    }
    closedir(listing);
  }
  return true;
}

void wipe_as_user(uint32_t uid, const char *dir) { as_user(uid, wipe_dir, (void *)(uintptr_t)dir, "wipe"); }
