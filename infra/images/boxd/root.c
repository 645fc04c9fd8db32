#define _GNU_SOURCE
#include "boxd.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The skeleton that the image lays out: empty mount points, a few links, and the /etc that programs may see. */
#define SKELETON "/opt/boxroot"

static void write_text(const char *path, const char *text) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) broken(path, errno);
  if (write(fd, text, strlen(text)) < 0) broken(path, errno);
  close(fd);
}

static void bind(const char *from, const char *to) {
  if (mount(from, to, NULL, MS_BIND, NULL) != 0) broken(to, errno);
}

/*
 * boxd takes a user and a mount namespace of its own and pivots into the skeleton once, so that the container's real
 * root (its /sys, /dev/mqueue, /etc/hosts, /opt) doesn't exist in any box, not even covered. A run then copies a
 * tree of ten mounts and adds three, where building the root anew for each run would cost a dozen bind mounts.
 */
void enter_root(void) {
  unsigned uid = getuid(), gid = getgid();
  char map[64];
  if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) broken("unshare user and mount namespaces", errno);
  write_text("/proc/self/setgroups", "deny");
  snprintf(map, sizeof map, "0 %u 1", uid);
  write_text("/proc/self/uid_map", map);
  snprintf(map, sizeof map, "0 %u 1", gid);
  write_text("/proc/self/gid_map", map);
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) broken("make mounts private", errno);
  bind(SKELETON, SKELETON);
  bind("/usr", SKELETON "/usr");
  /* Each run covers it by its own; without one in sight the kernel refuses to mount a fresh one. */
  bind("/proc", SKELETON "/proc");
  static const char *const nodes[] = {"null", "zero", "full", "random", "urandom"};
  for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
    char from[32], to[64];
    snprintf(from, sizeof from, "/dev/%s", nodes[i]);
    snprintf(to, sizeof to, SKELETON "/dev/%s", nodes[i]);
    bind(from, to);
  }
  if (chdir(SKELETON) != 0) broken("chdir", errno);
  if (syscall(SYS_pivot_root, ".", ".") != 0) broken("pivot_root", errno);
  if (umount2(".", MNT_DETACH) != 0) broken("detach the old root", errno);
  if (chdir("/") != 0) broken("chdir /", errno);
}

/* A mount is dropped, never a tree walked: what a submission named, linked or nested in there costs nothing to remove. */
void reset_dir(int which, uint64_t bytes, uint32_t inodes) {
  static const char *const paths[DIRS] = {[DIR_BOX] = "/box", [DIR_KEEP] = "/keep"};
  static bool mounted[DIRS];
  const char *path = paths[which];
  char options[96];
  if (level.number == 1) {
    wipe_as_user(which == DIR_BOX ? level.compile_uid : level.run_uid, path);
    return;
  }
  if (mounted[which] && umount2(path, MNT_DETACH) != 0) broken(path, errno);
  snprintf(options, sizeof options, "size=%llu,nr_inodes=%u,mode=0755", (unsigned long long)bytes, inodes);
  if (mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, options) != 0) broken(path, errno);
  mounted[which] = true;
}

/* O_EXCL after unlink: a link that a compiler run left under this name is removed, never followed. False: errno says why. */
bool write_file(const char *path, uint8_t flags, const unsigned char *bytes, size_t length) {
  bool append = flags & FILE_APPEND;
  if (!append && unlink(path) != 0 && errno != ENOENT) return false;
  int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | (append ? O_APPEND : O_CREAT | O_EXCL),
                flags & FILE_EXECUTABLE ? 0755 : 0644);
  if (fd < 0) return false;
  while (length > 0) {
    ssize_t w = write(fd, bytes, length);
    if (w < 0 && errno == EINTR) continue;
    if (w <= 0) return false;
    bytes += w;
    length -= (size_t)w;
  }
  close(fd);
  return true;
}

void put_file(struct frame *frame) {
  struct file file = parse_file(frame);
  char path[MAX_NAME + 8];
  snprintf(path, sizeof path, "/box/%s", file.name);
  if (level.number == 1) put_file_as_user(path, file.flags, file.bytes, file.length);
  else if (!write_file(path, file.flags, file.bytes, file.length)) broken("file", errno);
}
