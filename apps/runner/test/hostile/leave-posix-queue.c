// expect: AC
// A POSIX queue is refused, or at least not there any more.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <mqueue.h>

int main(void) {
  if (mq_open("/left", O_RDWR) != (mqd_t)-1) return puts("ESCAPED"), 0;
  mq_open("/left", O_RDWR | O_CREAT, 0666, NULL);
  puts("contained");
}
