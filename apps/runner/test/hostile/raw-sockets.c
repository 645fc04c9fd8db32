// expect: AC
// Every family but the local one, and raw ones of any.
#include <stdio.h>
#include <sys/socket.h>

int main(void) {
  for (int family = 2; family < 46; family++)
    for (int type = SOCK_STREAM; type <= SOCK_PACKET; type++)
      if (socket(family, type, 0) >= 0) return printf("ESCAPED family %d type %d\n", family, type), 0;
  puts("contained");
}
