/* boxd, process 1 of a slot: runs one program at a time and leaves nothing of it. PROTOCOL.md is the contract. */
#ifndef BOXD_H
#define BOXD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { PROTOCOL_VERSION = 4, MAX_PAYLOAD = 65536, MAX_NAME = 64, MAX_ARGS = 256 };
enum { FILE_APPEND = 1, FILE_EXECUTABLE = 2, RUN_WRITABLE = 1, RUN_LIVE = 2, RUN_BUSY = 4, RUN_CUT = 8, RUN_TELLS = 16 };
enum { DIR_BOX, DIR_KEEP, DIRS };
enum end { END_EXITED, END_SIGNALLED, END_NO_BOX, END_NO_EXEC };
enum exceeded { EXCEEDED_NOTHING, EXCEEDED_CPU, EXCEEDED_WALL, EXCEEDED_OUTPUT, EXCEEDED_PATIENCE, EXCEEDED_IDLE };

/*
 * Level 2: each run has namespaces of its own, where nothing outlives it. Level 1, for hosts that allow no namespaces: boxd is
 * root of the container with SETUID, SETGID and KILL alone; compilers and programs are two users, so that no program writes what
 * was compiled, and after each run boxd kills all there is and wipes what the users own.
 */
struct level {
  int number;
  uint32_t compile_uid, run_uid;
};
extern struct level level;

struct run_spec {
  uint32_t flags, cpu_ms, wall_ms, stdout_cap, stderr_cap, stderr_keep, tmp_inodes, files, collect_bytes;
  uint64_t tmp_bytes, file_bytes, stack_bytes;
  char *argv[MAX_ARGS + 1];
  char *envp[MAX_ARGS + 1];
  char *collect[MAX_ARGS + 1];
  char *input_file[2];
  char *links[MAX_ARGS + 1];
};

/* What a box's init, or a program before it is one, tells boxd over a pipe that no program ever holds. */
struct init_report {
  uint32_t end;
  int32_t code;
  char where[24];
};

struct run_result {
  uint8_t end, exceeded;
  int32_t code;
  uint32_t oom_kills, memory_hits;
  uint64_t cpu_ns, kernel_ns, wall_ns, waited_ns, peak_bytes, held_bytes, stdout_bytes, stderr_bytes;
};

/* proto.c */
struct frame {
  uint8_t type;
  uint32_t length;
  unsigned char payload[MAX_PAYLOAD + 1];
};
bool read_frame(struct frame *frame); /* false at a clean end of input */
bool has_buffered_input(void);
void write_frame(uint8_t type, const void *payload, uint32_t length); /* kept back until flushed, or read_frame waits */
void flush_frames(void);
_Noreturn void broken(const char *what, int error);
void parse_run(struct frame *frame, struct run_spec *spec);
struct file {
  char name[MAX_NAME + 1];
  uint8_t flags;
  const unsigned char *bytes;
  size_t length;
};
struct file parse_file(const struct frame *frame);

/* root.c */
void enter_root(void);
void reset_dir(int which, uint64_t bytes, uint32_t inodes);
void put_file(struct frame *frame);
bool write_file(const char *path, uint8_t flags, const unsigned char *bytes, size_t length);

/* run.c */
void run_program(const struct run_spec *spec, int input, struct run_result *result);

/* program.c */
struct stdio {
  int input, out, err;
};
void report_to(int fd);
_Noreturn void report_and_exit(enum end end, int code, const char *where);
void must(bool ok, const char *where); /* or report_and_exit */
_Noreturn void become_program(const struct run_spec *spec, struct stdio stdio);
void collect_files(const struct run_spec *spec, int to);

/* box.c, level 2 */
_Noreturn void box_init(const struct run_spec *spec, struct stdio stdio, int collect, int report);

/* users.c, level 1 */
_Noreturn void user_program(const struct run_spec *spec, struct stdio stdio, int report);
void end_all_users(int *status, pid_t program, uint64_t *peak_bytes);
void collect_as_user(const struct run_spec *spec, const int pipe[2]);
void wipe_as_user(uint32_t uid, const char *dir);
void put_file_as_user(const char *path, uint8_t flags, const unsigned char *bytes, size_t length);

/* live.c */
struct live {
  int to; /* the program's stdin; -1: closed */
  size_t pending, sent;
  bool ends;
  uint64_t partner_ns; /* what it talks to has taken of the core so far, and waited for it */
};
void start_live(struct live *live, int to);
bool wants_frame(const struct live *live);
void take_live_frame(struct live *live);
void push_live(struct live *live);
void close_live(struct live *live);

/* filter.c */
void build_filter(void); /* once; programs inherit it unread */
int install_filter(void); /* needs no_new_privs */

/* meter.c */
int open_meters(void); /* the cgroup version */
uint64_t cgroup_cpu_ns(void);
uint64_t own_cpu_ns(void);
uint64_t monotonic_ns(void);
uint32_t oom_kills(void);
uint32_t memory_hits(void); /* how often the memory limit was met */
uint64_t memory_of_all(void); /* private pages of all processes but boxd */
uint64_t memory_held(void); /* bytes that only an end of processes gives back */
struct cpu_split {
  uint64_t user, kernel;
};
struct cpu_split cgroup_cpu_split(void); /* only their ratio is good for anything */

/* waits.c */
bool knows_waits(void);
void start_waits(void);
uint64_t sample_waits(uint64_t cpu_ns);

#endif
