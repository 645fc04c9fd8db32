// expect: AC
// A lease on a file would make whoever opens it wait; the files of /box have the program's own user.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>

int main(void) {
  int fd = open("/box/main.c", O_RDONLY);
  puts(fd >= 0 && fcntl(fd, F_SETLEASE, F_RDLCK) != 0 && fcntl(fd, F_NOTIFY, DN_ACCESS) != 0 ? "contained" : "ESCAPED");
}
