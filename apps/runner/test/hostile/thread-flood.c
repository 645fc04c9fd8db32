// expect: AC
// Starts threads until refused; there must be an end well before 200.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <pthread.h>

static void *wait(void *p) {
  pause();
  return p;
}
int main(void) {
  pthread_t t;
  int n = 0;
  pthread_attr_t a;
  pthread_attr_init(&a);
  pthread_attr_setstacksize(&a, 65536);
  while (n < 500 && pthread_create(&t, &a, wait, NULL) == 0) n++;
  puts(n < 200 ? "contained" : "ESCAPED");
  fflush(stdout);
  _exit(0);
}
