/*
 * boxd's own reading of frames, on many streams in one process tree: input is `u32 length, bytes` again and again; each is parsed in a
 * child as main() would, without doing what it asks for. Prints a letter per stream: E ended well, X refused it with an `X` frame, and
 * for what may never be: S died by a signal, P a pointer out of its frame, ? anything else.
 */
#define _GNU_SOURCE
#include "boxd.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct level level = {.number = 2};

static struct frame *frame; /* its last byte is the last of a page, and the next page may not be touched */

static void check_strings(char *const *list) {
  const char *start = (char *)frame->payload, *end = start + frame->length;
  for (; *list; list++)
    if (*list < start || *list >= end || memchr(*list, 0, (size_t)(end - *list)) == NULL) _exit(9);
}

static void parse_stream(void) {
  static struct run_spec spec;
  while (read_frame(frame)) {
    /* What a frame doesn't hold is never a zero that happens to end a string. */
    memset(frame->payload + frame->length + 1, 0xff, MAX_PAYLOAD - frame->length);
    switch (frame->type) {
      case 'R':
        parse_run(frame, &spec);
        check_strings(spec.argv);
        check_strings(spec.envp);
        check_strings(spec.collect);
        check_strings(spec.input_file);
        check_strings(spec.links);
        break;
      case 'F':
      {
        struct file file = parse_file(frame);
        const unsigned char *end = frame->payload + frame->length;
        if (file.bytes < frame->payload || file.bytes > end || file.length != (size_t)(end - file.bytes)) _exit(9);
        break;
      }
      case 'Z':
      case 'I':
      case 'L':
      case 'T':
        break;
      default:
        broken("unknown frame", 0);
    }
  }
}

static char outcome_of(int status, int answers) {
  unsigned char type = 0;
  ssize_t n = pread(answers, &type, 1, 0);
  if (WIFSIGNALED(status)) return 'S';
  if (WEXITSTATUS(status) == 9) return 'P';
  if (WEXITSTATUS(status) == 0) return 'E';
  return n == 1 && type == 'X' ? 'X' : '?';
}

int main(void) {
  size_t page = 4096, room = (sizeof(struct frame) + page - 1) / page * page;
  char *map = mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (map == MAP_FAILED || mprotect(map + room, page, PROT_NONE) != 0) return 2;
  frame = (struct frame *)(map + (room - sizeof(struct frame)) / _Alignof(struct frame) * _Alignof(struct frame));
  static char stream[1 << 20];
  unsigned length;
  while (fread(&length, 4, 1, stdin) == 1) {
    if (length > sizeof stream || fread(stream, 1, length, stdin) != length) return 3;
    int in = memfd_create("in", 0), answers = memfd_create("out", 0);
    if (write(in, stream, length) != (ssize_t)length || lseek(in, 0, SEEK_SET) != 0) return 4;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
      dup2(in, 0);
      dup2(answers, 1);
      parse_stream();
      _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    putchar(outcome_of(status, answers));
    close(in);
    close(answers);
  }
  return 0;
}
