// expect: AC
// A lease on a file of the image would stop others from opening it.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
  int fd = open("/etc/passwd", O_RDONLY);
  puts(fcntl(fd, F_SETLEASE, F_RDLCK) != 0 && fcntl(fd, F_NOTIFY, DN_ACCESS) != 0 ? "contained" : "ESCAPED");
}
