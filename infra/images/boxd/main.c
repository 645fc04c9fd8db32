#define _GNU_SOURCE
#include "boxd.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

static void on_term(int signal) {
  (void)signal;
  _exit(0);
}

static int new_input(void) {
  int fd = memfd_create("stdin", MFD_CLOEXEC);
  if (fd < 0) broken("memfd_create", errno);
  return fd;
}

static void append_input(int fd, const struct frame *frame) {
  size_t done = 0;
  while (done < frame->length) {
    ssize_t w = write(fd, frame->payload + done, frame->length - done);
    if (w < 0 && errno == EINTR) continue;
    if (w <= 0) broken("input", errno);
    done += (size_t)w;
  }
}

static void send_done(const struct run_result *r) {
  unsigned char out[80] = {0};
  out[0] = r->end;
  out[1] = r->exceeded;
  memcpy(out + 4, &r->code, 4);
  memcpy(out + 8, &r->oom_kills, 4);
  memcpy(out + 12, &r->memory_hits, 4);
  const uint64_t numbers[] = {r->cpu_ns,     r->kernel_ns,  r->wall_ns,      r->waited_ns,
                              r->peak_bytes, r->held_bytes, r->stdout_bytes, r->stderr_bytes};
  memcpy(out + 16, numbers, sizeof numbers);
  write_frame('D', out, sizeof out);
  flush_frames(); /* whoever watches sees this test while the next one runs */
}

struct level level = {.number = 2};

/* `boxd` is level 2, `boxd 1 COMPILE_UID RUN_UID` level 1. */
static void read_level(int argc, char **argv) {
  if (argc == 1) return;
  if (argc != 4 || strcmp(argv[1], "1") != 0) broken("usage: boxd [1 COMPILE_UID RUN_UID]", 0);
  level = (struct level){1, (uint32_t)strtoul(argv[2], NULL, 10), (uint32_t)strtoul(argv[3], NULL, 10)};
  if (level.compile_uid == 0 || level.run_uid == 0) broken("level 1 needs two users", 0);
}

int main(int argc, char **argv) {
  static struct frame frame;
  static struct run_spec spec;
  signal(SIGPIPE, SIG_IGN);
  signal(SIGTERM, on_term);
  read_level(argc, argv);
  uint32_t hello[3] = {PROTOCOL_VERSION, (uint32_t)open_meters(), knows_waits()};
  if (level.number == 2) enter_root();
  /* Else a program of the same uid could ptrace boxd or read its memory, where the next tests' inputs are. */
  if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) broken("prctl", errno);
  build_filter();
  write_frame('H', hello, sizeof hello);

  int input = new_input();
  bool ready = false;
  while (read_frame(&frame)) {
    switch (frame.type) {
      case 'Z': {
        uint64_t bytes;
        uint32_t inodes;
        if (frame.length != 13 || frame.payload[0] >= DIRS) broken("reset: bad length or directory", 0);
        memcpy(&bytes, frame.payload + 1, 8);
        memcpy(&inodes, frame.payload + 9, 4);
        reset_dir(frame.payload[0], bytes, inodes);
        ready = true;
        write_frame('Z', NULL, 0);
        break;
      }
      case 'F':
        if (!ready) broken("file before reset", 0);
        put_file(&frame);
        break;
      case 'I':
        append_input(input, &frame);
        break;
      case 'L':
      case 'T':
        break; /* meant for a live run that has ended meanwhile */
      case 'R': {
        struct run_result result = {0};
        if (!ready) broken("run before reset", 0);
        parse_run(&frame, &spec);
        run_program(&spec, input, &result);
        send_done(&result);
        close(input);
        input = new_input();
        break;
      }
      default:
        broken("unknown frame", 0);
    }
  }
  return 0;
}
