// expect: AC
// Other names for files that aren't its own, in the one place where it may make names.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
  static const char *const targets[] = {"/usr/bin/cat", "/box/main", "/etc/passwd", "/proc/self/exe", "/proc/1/exe", "/dev/null"};
  for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
    if (link(targets[i], "/tmp/other") == 0) return printf("ESCAPED %s\n", targets[i]), 0;
    if (linkat(AT_FDCWD, targets[i], AT_FDCWD, "/tmp/other", AT_SYMLINK_FOLLOW) == 0) return printf("ESCAPED %s\n", targets[i]), 0;
  }
  puts("contained");
}
