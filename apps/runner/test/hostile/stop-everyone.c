// expect: TLE
// Stops whom it may: its init, its group, all there is. Whoever watches the time must still be able to.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
  signal(SIGCONT, SIG_IGN);
  if (fork() == 0)
    for (;;) {
      kill(1, SIGSTOP);
      kill(1, SIGTSTP);
      kill(-1, SIGSTOP);
      kill(0, SIGSTOP);
    }
  for (;;) kill(getpid(), SIGSTOP);
}
