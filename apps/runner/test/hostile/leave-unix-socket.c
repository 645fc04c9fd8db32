// expect: AC
// A daemon of the first test listens on a name that lives in no directory; the second must find nobody there.
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(void) {
  int pair[2];
  struct sockaddr_un name = {.sun_family = AF_UNIX};
  memcpy(name.sun_path, "\0left-behind", 12);
  socklen_t length = sizeof(sa_family_t) + 12;
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0) return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 ? puts("contained") < 0 : 1;
  if (connect(fd, (struct sockaddr *)&name, length) == 0) return puts("ESCAPED"), 0;
  if (fork() == 0) {
    setsid();
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    bind(listener, (struct sockaddr *)&name, length);
    listen(listener, 1);
    sleep(60);
  }
  puts("contained");
}
