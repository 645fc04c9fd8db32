#define _GNU_SOURCE
#include "boxd.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* What the program hasn't taken yet; only one run goes on at a time. */
static unsigned char bytes[MAX_PAYLOAD];

/* Input that is given while the program runs. One frame at a time: what the program doesn't read, the runner isn't asked for. */
void start_live(struct live *live, int to) {
  live->to = to;
  live->pending = live->sent = 0;
  live->ends = false;
  live->partner_ns = 0;
  if (to >= 0 && fcntl(to, F_SETFL, O_NONBLOCK) != 0) broken("live input", errno);
}

void close_live(struct live *live) {
  if (live->to >= 0) close(live->to);
  live->to = -1;
  live->pending = live->sent = 0;
}

bool wants_frame(const struct live *live) { return live->sent == live->pending && !live->ends; }

void push_live(struct live *live) {
  while (live->to >= 0 && live->sent < live->pending) {
    ssize_t n = write(live->to, bytes + live->sent, live->pending - live->sent);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) return close_live(live); /* it closed its input; what is still to come, nobody reads */
    live->sent += (size_t)n;
  }
  if (live->ends) close_live(live);
}

void take_live_frame(struct live *live) {
  static struct frame frame;
  if (!read_frame(&frame)) _exit(0); /* the runner is gone */
  if (frame.type == 'T') {
    uint64_t partner_ns;
    if (frame.length != sizeof partner_ns) broken("taken: bad length", 0);
    memcpy(&partner_ns, frame.payload, sizeof partner_ns);
    if (partner_ns > live->partner_ns) live->partner_ns = partner_ns;
    return;
  }
  if (frame.type != 'L') broken("only live input while a live run goes on", 0);
  if (frame.length == 0) live->ends = true;
  if (live->to >= 0) {
    memcpy(bytes, frame.payload, frame.length);
    live->pending = frame.length;
    live->sent = 0;
  }
  push_live(live);
}
