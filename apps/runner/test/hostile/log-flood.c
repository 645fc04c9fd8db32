// expect: AC
// A hundred thousand lines for the machine's log, and for its console.
#include <fcntl.h>
#include <stdio.h>
#include <syslog.h>
#include <unistd.h>

int main(void) {
  static const char *const logs[] = {"/dev/kmsg", "/dev/console", "/dev/tty", "/dev/log", "/proc/kmsg", "/var/log/syslog"};
  for (size_t i = 0; i < sizeof logs / sizeof *logs; i++)
    if (open(logs[i], O_WRONLY) >= 0) return printf("ESCAPED %s\n", logs[i]), 0;
  openlog("flood", LOG_CONS | LOG_PID, LOG_USER);
  for (int i = 0; i < 100; i++) syslog(LOG_ERR, "%01000d", i);
  puts("contained");
}
