// expect: AC
// No restart, module, swap or other kernel.
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
  puts(syscall(SYS_reboot, 0xfee1dead, 672274793, 0x1234567, 0) < 0 && syscall(SYS_init_module, 0, 0, "") < 0 && syscall(SYS_swapon, "/tmp/x", 0) < 0 && syscall(SYS_kexec_load, 0, 0, 0, 0) < 0 ? "contained" : "ESCAPED");
}
