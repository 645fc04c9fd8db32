#define _GNU_SOURCE
#include "boxd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static unsigned char buffer[16384];
static size_t buffered, taken;

/* Reads exactly n bytes; false only when the input ends before the first of them. */
static bool read_exactly(void *into, size_t n) {
  unsigned char *at = into;
  size_t got = 0;
  while (got < n) {
    if (taken < buffered) {
      size_t part = buffered - taken < n - got ? buffered - taken : n - got;
      memcpy(at + got, buffer + taken, part);
      taken += part;
      got += part;
      continue;
    }
    flush_frames();
    ssize_t r = read(0, buffer, sizeof buffer);
    if (r < 0 && errno == EINTR) continue;
    if (r < 0) broken("read", errno);
    if (r == 0) {
      if (got == 0) return false;
      broken("truncated frame", 0);
    }
    buffered = (size_t)r;
    taken = 0;
  }
  return true;
}

bool has_buffered_input(void) { return taken < buffered; }

bool read_frame(struct frame *frame) {
  unsigned char head[5];
  if (!read_exactly(head, sizeof head)) return false;
  frame->type = head[0];
  memcpy(&frame->length, head + 1, 4);
  if (frame->length > MAX_PAYLOAD) broken("oversized frame", 0);
  if (frame->length > 0 && !read_exactly(frame->payload, frame->length)) broken("truncated frame", 0);
  frame->payload[frame->length] = 0;
  return true;
}

static void write_all(const void *from, size_t n) {
  const unsigned char *at = from;
  while (n > 0) {
    ssize_t w = write(1, at, n);
    if (w < 0 && errno == EINTR) continue;
    if (w <= 0) _exit(1); /* the runner is gone, and boxd lives for it only */
    at += w;
    n -= (size_t)w;
  }
}

/* Several small frames leave in one write: each one costs the engine, which copies them, as much as a large one. */
static unsigned char out[5 + MAX_PAYLOAD];
static size_t waiting;

void flush_frames(void) {
  write_all(out, waiting);
  waiting = 0;
}

void write_frame(uint8_t type, const void *payload, uint32_t length) {
  if (5 + (size_t)length > sizeof out - waiting) flush_frames();
  out[waiting] = type;
  memcpy(out + waiting + 1, &length, 4);
  if (length > 0) memcpy(out + waiting + 5, payload, length);
  waiting += 5 + (size_t)length;
}

_Noreturn void broken(const char *what, int error) {
  char text[160];
  int n = error ? snprintf(text, sizeof text, "%s: %s", what, strerror(error)) : snprintf(text, sizeof text, "%s", what);
  if (n > (int)sizeof text - 1) n = sizeof text - 1;
  write_frame('X', text, (uint32_t)n);
  flush_frames();
  _exit(1);
}

static void take(struct frame *frame, size_t *at, void *into, size_t n) {
  if (n > frame->length - *at) broken("run: too short", 0);
  memcpy(into, frame->payload + *at, n);
  *at += n;
}

/* Points into the frame, which outlives the run. */
static void take_strings(struct frame *frame, size_t *at, char **into, size_t count) {
  if (count > MAX_ARGS) broken("run: too many strings", 0);
  for (size_t i = 0; i < count; i++) {
    char *start = (char *)frame->payload + *at;
    size_t room = frame->length - *at;
    size_t length = strnlen(start, room);
    if (length == room) broken("run: unended string", 0);
    into[i] = start;
    *at += length + 1;
  }
  into[count] = NULL;
}

void parse_run(struct frame *frame, struct run_spec *spec) {
  size_t at = 0;
  uint16_t counts[5];
  take(frame, &at, &spec->flags, 9 * sizeof(uint32_t));
  take(frame, &at, &spec->tmp_bytes, 3 * sizeof(uint64_t));
  take(frame, &at, counts, sizeof counts);
  take_strings(frame, &at, spec->argv, counts[0]);
  take_strings(frame, &at, spec->envp, counts[1]);
  take_strings(frame, &at, spec->collect, counts[2]);
  if (counts[3] > 1) broken("run: more than one input file", 0);
  take_strings(frame, &at, spec->input_file, counts[3]);
  if (counts[3] == 1 && strchr(spec->input_file[0], '/')) broken("run: input file outside of the working directory", 0);
  take_strings(frame, &at, spec->links, counts[4]);
  for (char **link = spec->links; *link; link++)
    if (**link == 0 || strlen(*link) > MAX_NAME || strchr(*link, '/')) broken("run: a link outside of the working directory", 0);
  if (at != frame->length) broken("run: bytes left over", 0);
  if (counts[0] == 0 || spec->argv[0][0] != '/') broken("run: argv[0] must be an absolute path", 0);
}

/* A name is one component of a path: no directory above or below /box can be named. */
struct file parse_file(const struct frame *frame) {
  if (frame->length < 2) broken("file: too short", 0);
  uint8_t length = frame->payload[1];
  if (length == 0 || length > MAX_NAME || 2u + length > frame->length) broken("file: bad name", 0);
  struct file file = {.flags = frame->payload[0], .bytes = frame->payload + 2 + length, .length = frame->length - 2 - length};
  memcpy(file.name, frame->payload + 2, length);
  if (strlen(file.name) != length || strchr(file.name, '/') || strcmp(file.name, ".") == 0 || strcmp(file.name, "..") == 0)
    broken("file: bad name", 0);
  return file;
}
