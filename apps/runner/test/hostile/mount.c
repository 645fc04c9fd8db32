// expect: AC
// Neither mounts nor unmounts, old interface or new.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/mount.h>

int main(void) {
  if (mount("tmpfs", "/tmp", "tmpfs", 0, NULL) == 0 || mount("/usr", "/tmp", NULL, MS_BIND, NULL) == 0) return puts("ESCAPED mount"), 0;
  if (mount(NULL, "/box", NULL, MS_REMOUNT | MS_BIND, NULL) == 0 || mount("proc", "/proc", "proc", 0, NULL) == 0) return puts("ESCAPED remount"), 0;
  if (umount2("/proc", MNT_DETACH) == 0 || umount2("/tmp", MNT_DETACH) == 0) return puts("ESCAPED umount"), 0;
  if (syscall(SYS_fsopen, "tmpfs", 0) >= 0 || syscall(SYS_open_tree, -100, "/", 1) >= 0) return puts("ESCAPED fsopen"), 0;
  puts("contained");
}
