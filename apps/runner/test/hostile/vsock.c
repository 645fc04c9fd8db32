// expect: AC
// Sockets of a virtual machine's host belong to no network namespace.
#include <stdio.h>
#include <sys/socket.h>

int main(void) {
  for (int type = SOCK_STREAM; type <= SOCK_SEQPACKET; type++)
    if (socket(40 /* AF_VSOCK */, type, 0) >= 0) return puts("ESCAPED"), 0;
  puts("contained");
}
