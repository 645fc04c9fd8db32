/* boxd, process 1 of a slot: runs one program at a time, each in fresh namespaces. PROTOCOL.md is the contract. */
#ifndef BOXD_H
#define BOXD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PROTOCOL_VERSION = 1, MAX_PAYLOAD = 65536, MAX_NAME = 64, MAX_ARGS = 256, MAX_COLLECT_BYTES = 16384 };
enum { FILE_APPEND = 1, FILE_EXECUTABLE = 2, RUN_WRITABLE = 1 };
enum end { END_EXITED, END_SIGNALLED, END_NO_BOX, END_NO_EXEC };
enum exceeded { EXCEEDED_NOTHING, EXCEEDED_CPU, EXCEEDED_WALL, EXCEEDED_OUTPUT };

struct run_spec {
  uint32_t flags, cpu_ms, wall_ms, stdout_cap, stderr_cap, stderr_keep, tmp_inodes, files;
  uint64_t tmp_bytes, file_bytes, stack_bytes;
  char *argv[MAX_ARGS + 1];
  char *envp[MAX_ARGS + 1];
  char *collect[MAX_ARGS + 1];
};

/* What the box's init tells boxd over a pipe that no program ever holds. */
struct init_report {
  uint32_t end;
  int32_t code;
  char where[24];
};

struct run_result {
  uint8_t end, exceeded;
  int32_t code;
  uint32_t oom_kills;
  uint64_t cpu_ns, wall_ns, peak_bytes, stdout_bytes, stderr_bytes;
};

/* proto.c */
struct frame {
  uint8_t type;
  uint32_t length;
  unsigned char payload[MAX_PAYLOAD + 1];
};
bool read_frame(struct frame *frame); /* false at a clean end of input */
void write_frame(uint8_t type, const void *payload, uint32_t length);
_Noreturn void broken(const char *what, int error);
void parse_run(struct frame *frame, struct run_spec *spec);

/* root.c */
void enter_root(void);
void reset_program_dir(uint64_t bytes, uint32_t inodes);
void put_file(const struct frame *frame);

/* run.c */
void run_program(const struct run_spec *spec, int input, struct run_result *result);

/* box.c */
_Noreturn void box_init(const struct run_spec *spec, int input, int out, int err, int collect, int report);

/* filter.c */
void build_filter(void); /* once; programs inherit it unread */
int install_filter(void); /* needs no_new_privs */

/* meter.c */
int open_meters(void); /* the cgroup version */
uint64_t cgroup_cpu_ns(void);
uint64_t own_cpu_ns(void);
uint64_t monotonic_ns(void);
uint32_t oom_kills(void);

#endif
