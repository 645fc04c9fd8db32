// expect: AC
// No turning off of address randomisation.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/personality.h>

int main(void) {
  puts(personality(0x0040000) < 0 && errno == EPERM ? "contained" : "ESCAPED");
}
