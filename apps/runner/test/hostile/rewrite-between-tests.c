// expect: AC
// What one test leaves in any place that it may write isn't there for the next, nor may it touch what was compiled.
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
  static const char *const places[] = {"/tmp", "/box", "/keep", "/dev/shm", "/dev/mqueue", "/run", "/tmp/feedback", "/usr/lib", "/home", "/"};
  char path[64];
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    snprintf(path, sizeof path, "%s/left-behind", places[i]);
    if (access(path, F_OK) == 0) return puts("ESCAPED"), 0;
    int fd = open(path, O_CREAT | O_WRONLY, 0644);
    if (fd < 0) continue;
    close(fd);
    if (strncmp(path, "/box", 4) == 0) return puts("ESCAPED"), 0;
    snprintf(path, sizeof path, "%s/locked", places[i]);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/locked/deep", places[i]);
    mkdir(path, 0700);
    chmod(path, 0);
    snprintf(path, sizeof path, "%s/locked", places[i]);
    chmod(path, 0);
  }
  puts("contained");
}
