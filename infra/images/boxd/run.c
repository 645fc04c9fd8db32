#define _GNU_SOURCE
#include "boxd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUT, ERR, COLLECT, DEAD, CHANNEL, STDIN, POLLED };
enum { MS = 1000000, GRACE_MS = 500, IDLE_MS = 10000, IDLE_CHECK_MS = 500, SAMPLE_MS = 50, SIGN_MS = 1000 };
/* How often a partner is told what the run has taken, and how much later that may be known. */
enum { TELL_MS = 100, TOLD_LATE_MS = 500 };
/* So many times its wall limit a run may take while the machine is busy with others. */
enum { PATIENCE = 10 };

struct watch {
  const struct run_spec *spec;
  struct run_result *result;
  struct pollfd polled[POLLED];
  struct live live;
  int pidfd;
  uint64_t cpu_before, own_before, started, ended, killed_at;
  uint64_t busy_at, busy_cpu; /* when it last did anything, and what it had taken then */
  uint64_t sampled_at, sampled_cpu, signed_at, told_at, told;
  uint64_t waited, idle, over_at;
  uint64_t most_memory; /* of all processes together, as far as it was seen */
};

static uint64_t cpu_used(const struct watch *w) {
  uint64_t all = cgroup_cpu_ns() - w->cpu_before, own = own_cpu_ns() - w->own_before;
  return all > own ? all - own : 0;
}

static void make_pipe(int fds[2]) {
  if (pipe2(fds, O_CLOEXEC) != 0) broken("pipe", errno);
}

/*
 * First asks the box's init, which kills all it holds and reports the peak memory; a SIGKILL of init itself would do
 * too, but then the kernel reaps the tree and its peak is lost. Where init doesn't get to it (nobody says that the
 * program lets it run), boxd kills everything after a grace, by a call that needs none of them to run. On level 1 there is
 * no init but boxd.
 */
static void stop(struct watch *w, enum exceeded why) {
  if (w->killed_at) return;
  w->result->exceeded = (uint8_t)why;
  w->killed_at = monotonic_ns();
  w->result->held_bytes = memory_held();
  if (level.number == 1) kill(-1, SIGKILL);
  else syscall(SYS_pidfd_send_signal, w->pidfd, SIGTERM, NULL, 0);
}

static void forward(struct watch *w, int which) {
  static const uint8_t types[] = {[OUT] = 'o', [ERR] = 'e', [COLLECT] = 'c'};
  static char chunk[MAX_PAYLOAD];
  ssize_t n = read(w->polled[which].fd, chunk, sizeof chunk);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (n <= 0) {
    close(w->polled[which].fd);
    w->polled[which].fd = -1;
    /* Whoever it talks to hears at once that there is no more, and not when the program has ended. */
    if (which == OUT && w->spec->flags & RUN_LIVE) {
      write_frame('o', NULL, 0);
      flush_frames();
    }
    return;
  }
  uint64_t kept = (uint64_t)n;
  if (which != COLLECT) { /* what is collected, init itself bounds */
    uint64_t *total = which == OUT ? &w->result->stdout_bytes : &w->result->stderr_bytes;
    uint64_t keep = which == OUT ? w->spec->stdout_cap : w->spec->stderr_keep;
    uint64_t room = *total < keep ? keep - *total : 0;
    if (kept > room) kept = room;
    *total += (uint64_t)n;
    bool is_over = *total > (which == OUT ? w->spec->stdout_cap : w->spec->stderr_cap);
    if (is_over && !(w->spec->flags & RUN_CUT)) stop(w, EXCEEDED_OUTPUT);
  }
  if (kept > 0) write_frame(types[which], chunk, (uint32_t)kept);
  if (w->spec->flags & RUN_LIVE) flush_frames(); /* somebody waits for it to answer */
}

/* Two that wait for each other would wait until the wall limit, which is long where the cpu limit is. */
static bool is_idle(struct watch *w, uint64_t counted, uint64_t cpu) {
  if (cpu > w->busy_cpu + MS) {
    w->busy_cpu = cpu;
    w->busy_at = counted;
  }
  return counted > w->busy_at + (uint64_t)IDLE_MS * MS;
}

/* Whoever this run talks to waits for it meanwhile, which is no fault of theirs. */
static void tell_partner(struct watch *w, uint64_t now, uint64_t taken) {
  if (!(w->spec->flags & RUN_TELLS) || now - w->told_at < (uint64_t)TELL_MS * MS || taken < w->told + MS) return;
  w->told_at = now;
  w->told = taken;
  write_frame('T', &taken, sizeof taken);
  flush_frames();
}

/*
 * The run's wall time without what it waited for a core, or for one it talks to that ran or waited for a core itself: what the machine
 * and its partner take is no fault of its own. Never more is excused than it was idle.
 */
static uint64_t counted_wall(struct watch *w, uint64_t now) {
  uint64_t since = now - w->sampled_at;
  if (since > (uint64_t)SAMPLE_MS * MS) {
    /* Two counters that are read one after the other: of a run that sleeps their difference may seem to shrink. */
    uint64_t used = cpu_used(w), cpu = used > w->sampled_cpu ? used : w->sampled_cpu;
    w->waited += sample_waits(cpu - w->sampled_cpu);
    w->idle = now - w->started > cpu ? now - w->started - cpu : 0;
    /* Over the whole run: the kernel adds a wait when it has ended, which may be an interval or two later. */
    w->result->waited_ns = w->waited < w->idle ? w->waited : w->idle;
    tell_partner(w, now, cpu + w->result->waited_ns);
    /* Several processes that are small each; what one alone takes, the kernel tells better. */
    uint64_t all = memory_of_all();
    if (all > w->most_memory) w->most_memory = all;
    w->sampled_at = now;
    w->sampled_cpu = cpu;
  }
  uint64_t excused = w->waited + w->live.partner_ns;
  return now - w->started - (excused < w->idle ? excused : w->idle);
}

/* Twice, with time for a thread that is waiting just now to be served: only then its wait is known, and a partner's later. */
static bool is_surely_over(struct watch *w, uint64_t now, uint64_t counted) {
  if (counted <= (uint64_t)w->spec->wall_ms * MS) w->over_at = 0;
  else if (w->over_at == 0) w->over_at = now;
  uint64_t unsure_ms = w->spec->flags & RUN_BUSY ? TOLD_LATE_MS : 2 * SAMPLE_MS;
  return w->over_at != 0 && now - w->over_at > unsure_ms * MS;
}

/* Past its wall limit the runner doesn't know whether boxd still lives. */
static void give_sign(struct watch *w, uint64_t now) {
  if (now - w->signed_at < (uint64_t)SIGN_MS * MS) return;
  w->signed_at = now;
  write_frame('W', NULL, 0);
  flush_frames();
}

/* Milliseconds until a limit can have been reached: a slot has one core, so cpu time can't outrun the wall clock. */
static int next_check(struct watch *w) {
  uint64_t now = monotonic_ns(), wall = now - w->started;
  if (w->killed_at) {
    if (now - w->killed_at > (uint64_t)GRACE_MS * MS) kill(-1, SIGKILL);
    return GRACE_MS;
  }
  uint64_t wall_limit = (uint64_t)w->spec->wall_ms * MS, cpu_limit = (uint64_t)w->spec->cpu_ms * MS;
  bool must_be_busy = w->spec->flags & RUN_BUSY;
  uint64_t counted = counted_wall(w, now);
  uint64_t cpu = wall < cpu_limit && !must_be_busy ? 0 : cpu_used(w);
  if (cpu > cpu_limit) stop(w, EXCEEDED_CPU);
  else if (is_surely_over(w, now, counted)) stop(w, EXCEEDED_WALL);
  else if (must_be_busy && is_idle(w, counted, cpu)) stop(w, EXCEEDED_IDLE);
  else if (wall > PATIENCE * wall_limit) stop(w, EXCEEDED_PATIENCE);
  if (w->killed_at) return GRACE_MS;
  if (wall > wall_limit) give_sign(w, now);
  uint64_t cpu_left = wall < cpu_limit ? cpu_limit - wall : cpu_limit - cpu;
  uint64_t wall_left = counted < wall_limit ? wall_limit - counted : (uint64_t)SAMPLE_MS * MS;
  uint64_t left = cpu_left < wall_left ? cpu_left : wall_left;
  if (left > (uint64_t)SAMPLE_MS * MS) left = (uint64_t)SAMPLE_MS * MS;
  if (must_be_busy && left > (uint64_t)IDLE_CHECK_MS * MS) left = (uint64_t)IDLE_CHECK_MS * MS;
  return (int)(left / MS) + 1;
}

/* Takes live input only while the program's stdin takes it too; answers whether a frame waits in boxd's own buffer. */
static bool watch_live(struct watch *w) {
  bool wants = w->polled[DEAD].fd >= 0 && (w->spec->flags & RUN_LIVE) && wants_frame(&w->live);
  w->polled[CHANNEL].fd = wants ? 0 : -1;
  w->polled[STDIN].fd = w->live.sent < w->live.pending ? w->live.to : -1;
  return wants && has_buffered_input();
}

/* Until init is dead, and by then so is everything it held, and all output has been read. */
static void supervise(struct watch *w) {
  while (w->polled[DEAD].fd >= 0 || w->polled[OUT].fd >= 0 || w->polled[ERR].fd >= 0 || w->polled[COLLECT].fd >= 0) {
    int timeout = w->polled[DEAD].fd >= 0 ? next_check(w) : -1;
    bool has_frame = watch_live(w);
    if (poll(w->polled, POLLED, has_frame ? 0 : timeout) < 0 && errno != EINTR) broken("poll", errno);
    for (int i = OUT; i <= COLLECT; i++)
      if (w->polled[i].fd >= 0 && w->polled[i].revents) forward(w, i);
    if (w->polled[STDIN].revents) push_live(&w->live);
    if (has_frame || w->polled[CHANNEL].revents) take_live_frame(&w->live);
    if (w->polled[DEAD].revents) {
      w->polled[DEAD].fd = -1;
      w->ended = monotonic_ns(); /* what boxd clears away after it is no time of the run's */
      /* Whoever it left behind holds its pipes open; on level 2 they died with their init. */
      if (level.number == 1) kill(-1, SIGKILL);
    }
    for (int i = 0; i < POLLED; i++) w->polled[i].revents = 0;
  }
}

static void take_report(struct watch *w, int report_fd, const struct init_report *unless) {
  struct init_report report = *unless;
  if (read(report_fd, &report, sizeof report) != (ssize_t)sizeof report) report = *unless;
  report.where[sizeof report.where - 1] = 0;
  w->result->end = (uint8_t)report.end;
  w->result->code = report.code;
  if (report.end == END_NO_BOX) dprintf(2, "boxd: %s: %s\n", report.where, strerror(report.code));
}

static void conclude(struct watch *w, pid_t init, int report_fd) {
  struct rusage usage;
  int status;
  while (wait4(init, &status, 0, &usage) < 0)
    if (errno != EINTR) broken("wait4", errno);
  /* Without a report init itself was killed: by us after the grace, or by the OOM killer. */
  take_report(w, report_fd, &(struct init_report){.end = END_SIGNALLED, .code = SIGKILL});
  w->result->peak_bytes = (uint64_t)usage.ru_maxrss * 1024;
}

/* On level 1 the program is boxd's own child, and what it collected or left lying is looked after as its user. */
static void conclude_users(struct watch *w, pid_t program, int report_fd, const int collect[2]) {
  int status = 0;
  end_all_users(&status, program, &w->result->peak_bytes);
  bool exited = WIFEXITED(status);
  take_report(w, report_fd, &(struct init_report){.end = exited ? END_EXITED : END_SIGNALLED, .code = exited ? WEXITSTATUS(status) : WTERMSIG(status)});
  w->result->cpu_ns = cpu_used(w);
  if (w->spec->collect[0]) {
    collect_as_user(w->spec, collect);
  } else {
    close(collect[0]);
    close(collect[1]);
  }
  wipe_as_user(w->spec->flags & RUN_WRITABLE ? level.compile_uid : level.run_uid, "/tmp");
}

static pid_t start_box(const struct watch *w, struct stdio stdio, int collect, int report, int *pidfd) {
  const struct run_spec *spec = w->spec;
  unsigned long flags = CLONE_PIDFD | SIGCHLD;
  if (level.number == 2) flags |= CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS;
  pid_t init = (pid_t)syscall(SYS_clone, flags, NULL, pidfd, NULL, NULL);
  if (init < 0) broken("clone", errno);
  /* As long as init held it too, the program would never see the end of its live input. */
  if (init == 0 && w->live.to >= 0) close(w->live.to);
  if (init == 0 && level.number == 2) box_init(spec, stdio, collect, report);
  if (init == 0) user_program(spec, stdio, report);
  return init;
}

/* The cgroup counts both by the clock's ticks and their sum exactly. */
static uint64_t kernel_part(uint64_t cpu_ns, struct cpu_split before) {
  struct cpu_split now = cgroup_cpu_split();
  uint64_t user = now.user - before.user, kernel = now.kernel - before.kernel;
  return user + kernel == 0 ? 0 : (uint64_t)((double)cpu_ns * (double)kernel / (double)(user + kernel));
}

void run_program(const struct run_spec *spec, int input, struct run_result *result) {
  int in[2] = {-1, -1}, out[2], err[2], collect[2], report[2];
  bool is_live = spec->flags & RUN_LIVE;
  if (is_live) make_pipe(in);
  make_pipe(out);
  make_pipe(err);
  make_pipe(collect);
  make_pipe(report);
  static struct watch w;
  w = (struct watch){.spec = spec, .result = result, .started = monotonic_ns()};
  w.sampled_at = w.signed_at = w.started;
  start_waits();
  start_live(&w.live, in[1]);
  uint32_t oom_before = oom_kills(), hits_before = memory_hits();
  struct cpu_split before = cgroup_cpu_split();
  w.own_before = own_cpu_ns();
  w.cpu_before = cgroup_cpu_ns();
  int pidfd = -1;
  struct stdio stdio = {is_live ? in[0] : input, out[1], err[1]};
  pid_t init = start_box(&w, stdio, collect[1], report[1], &pidfd);
  if (is_live) close(in[0]);
  close(out[1]);
  close(err[1]);
  close(report[1]);
  if (level.number == 2) close(collect[1]);
  w.pidfd = pidfd;
  const int watched[POLLED] = {out[0], err[0], level.number == 2 ? collect[0] : -1, pidfd, -1, -1};
  for (int i = 0; i < POLLED; i++) w.polled[i] = (struct pollfd){.fd = watched[i], .events = i == STDIN ? POLLOUT : POLLIN};
  supervise(&w);
  close_live(&w.live);
  if (level.number == 2) {
    conclude(&w, init, report[0]);
    result->cpu_ns = cpu_used(&w);
  } else {
    conclude_users(&w, init, report[0], collect);
  }
  if (w.most_memory > result->peak_bytes) result->peak_bytes = w.most_memory;
  result->wall_ns = w.ended - w.started;
  result->oom_kills = oom_kills() - oom_before;
  result->memory_hits = memory_hits() - hits_before;
  result->kernel_ns = kernel_part(result->cpu_ns, before);
  /* It may have ended by itself in the instant before the check; the clock decides, not who was first. */
  if (result->exceeded == EXCEEDED_NOTHING && result->cpu_ns > (uint64_t)spec->cpu_ms * MS) result->exceeded = EXCEEDED_CPU;
  close(report[0]);
  close(pidfd);
}
