// expect: AC
// Locks of a file that all boxes share: held by a daemon of the first test, they must be free for the second.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

int main(void) {
  int fd = open("/usr/bin/cat", O_RDONLY);
  struct flock whole = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
  if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0) return puts("ESCAPED"), 0;
  fcntl(fd, F_OFD_SETLK, &whole);
  if (fork() == 0) {
    setsid();
    sleep(60);
  }
  puts("contained");
}
