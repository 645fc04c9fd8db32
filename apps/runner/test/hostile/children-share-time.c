// expect: TLE
// Four children take 300 ms each: together three times the limit, each of them under it, and all of them waited for.
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  for (int i = 0; i < 4; i++)
    if (fork() == 0) {
      struct timespec used;
      do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
      while (used.tv_sec == 0 && used.tv_nsec < 300000000);
      _exit(0);
    }
  while (wait(NULL) > 0) {}
  puts("contained");
}
