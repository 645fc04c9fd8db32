#define _GNU_SOURCE
#include "boxd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define NATIVE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE AUDIT_ARCH_AARCH64
#else
#error "boxd knows x86_64 and aarch64"
#endif

/*
 * DENY: EPERM. ABSENT: ENOSYS. IGNORE_ON_OUTPUT: done without effect where the first argument is stdout or stderr and the named
 * one has the value. The others look at one 32-bit argument and answer EPERM for what they name.
 */
enum kind { DENY, ABSENT, DENY_BITS, DENY_VALUE, DENY_UNLESS, IGNORE_ON_OUTPUT };
struct rule {
  int call;
  enum kind kind;
  uint32_t arg, value;
};

#define NEW_NAMESPACES \
  (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

/*
 * What programs may call is the container's profile (infra/seccomp), an allow list; this filter takes away what that
 * profile must leave to boxd, and names once more what leaks between namespaces, so that neither stands alone.
 */
static struct rule rules[] = {
    /* boxd's tools */
    {SYS_mount}, {SYS_umount2}, {SYS_pivot_root}, {SYS_unshare}, {SYS_setns}, {SYS_chroot}, {SYS_open_tree},
    {SYS_move_mount}, {SYS_fsopen}, {SYS_fsconfig}, {SYS_fsmount}, {SYS_fspick}, {SYS_mount_setattr},
    {SYS_sethostname}, {SYS_setdomainname}, {SYS_clone, DENY_BITS, 0, NEW_NAMESPACES},
    {SYS_clone3, ABSENT}, /* its flags lie in memory, out of a filter's sight; libc falls back to clone */
    /* not namespaced, or reaching past a namespace */
    {SYS_add_key}, {SYS_request_key}, {SYS_keyctl}, {SYS_socket}, {SYS_socketpair, DENY_UNLESS, 0, AF_UNIX},
    {SYS_io_uring_setup}, {SYS_io_uring_enter}, {SYS_io_uring_register}, {SYS_bpf}, {SYS_perf_event_open},
    {SYS_userfaultfd}, {SYS_fanotify_init}, {SYS_open_by_handle_at}, {SYS_name_to_handle_at},
    {SYS_fcntl, DENY_VALUE, 1, F_SETLEASE}, {SYS_fcntl, DENY_VALUE, 1, F_NOTIFY},
    {SYS_sync}, {SYS_syncfs}, /* would wait for the host's disks */
    /* other processes' insides */
    {SYS_ptrace}, {SYS_process_vm_readv}, {SYS_process_vm_writev}, {SYS_process_madvise}, {SYS_pidfd_getfd}, {SYS_kcmp},
    /* typing into a terminal */
    {SYS_ioctl, DENY_VALUE, 1, 0x5412 /* TIOCSTI */}, {SYS_ioctl, DENY_VALUE, 1, 0x541c /* TIOCLINUX */},
    /*
     * Who runs when, for oneself alone: a box's init shares the program's uid, and if it could be made to wait behind a hundred
     * burning children it would end nothing. Every thread is of the normal policy, so setting that one changes nothing.
     */
    {SYS_setpriority, DENY_UNLESS, 0, PRIO_PROCESS}, {SYS_setpriority, DENY_UNLESS, 1, 0},
    {SYS_sched_setscheduler, DENY_UNLESS, 1, SCHED_OTHER}, {SYS_sched_setparam}, {SYS_sched_setattr},
    {SYS_sched_setaffinity, DENY_UNLESS, 0, 0}, {SYS_ioprio_set}, {SYS_prlimit64, DENY_UNLESS, 0, 0},
    {SYS_prctl, DENY_VALUE, 0, 62 /* PR_SCHED_CORE */}, /* would let a core's other hardware thread idle */
    {SYS_migrate_pages}, {SYS_move_pages}, {SYS_process_mrelease},
    /*
     * Node makes its stdout non-blocking, and what the pipe has no room for waits in the process: process.exit() then loses it.
     * Here the pipes of a program's output stay as they are, so all that was written has been written.
     */
    {SYS_ioctl, IGNORE_ON_OUTPUT, 1, FIONBIO},
    {SYS_personality, DENY_UNLESS, 0, 0xffffffff}, /* asking is fine, changing isn't */
    /* the machine */
    {SYS_kexec_load}, {SYS_init_module}, {SYS_finit_module}, {SYS_delete_module}, {SYS_reboot}, {SYS_swapon},
    {SYS_swapoff}, {SYS_acct}, {SYS_quotactl}, {SYS_settimeofday}, {SYS_clock_settime}, {SYS_adjtimex},
    {SYS_clock_adjtime}, {SYS_syslog}, {SYS_vhangup},
};

enum { RULES = sizeof rules / sizeof *rules, LEAF = 4, MAX_PROGRAM = 400 };
static struct sock_filter program[MAX_PROGRAM];
static unsigned short length;

static void emit(uint16_t code, uint32_t k, uint8_t yes, uint8_t no) {
  if (length == MAX_PROGRAM) broken("filter too long", 0);
  program[length++] = (struct sock_filter){code, yes, no, k};
}

static void emit_return(uint32_t what) { emit(BPF_RET | BPF_K, what, 0, 0); }

static void emit_load(uint32_t arg) { emit(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 8 * arg, 0, 0); }

/* All rules of one call; for any other the program goes on behind them. */
static const struct rule *emit_call(const struct rule *first, const struct rule *end) {
  const struct rule *rule = first;
  unsigned short jump = length;
  emit(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)first->call, 0, 0);
  for (; rule < end && rule->call == first->call; rule++) {
    if (rule->kind == DENY || rule->kind == ABSENT) {
      emit_return(SECCOMP_RET_ERRNO | (rule->kind == DENY ? EPERM : ENOSYS));
      continue;
    }
    emit_load(rule->arg);
    if (rule->kind == IGNORE_ON_OUTPUT) {
      emit(BPF_JMP | BPF_JEQ | BPF_K, rule->value, 0, 4);
      emit_load(0);
      emit(BPF_JMP | BPF_JEQ | BPF_K, STDOUT_FILENO, 1, 0);
      emit(BPF_JMP | BPF_JEQ | BPF_K, STDERR_FILENO, 0, 1);
      emit_return(SECCOMP_RET_ERRNO | 0);
      continue;
    }
    emit(BPF_JMP | (rule->kind == DENY_BITS ? BPF_JSET : BPF_JEQ) | BPF_K, rule->value, rule->kind == DENY_UNLESS, rule->kind != DENY_UNLESS);
    emit_return(SECCOMP_RET_ERRNO | EPERM);
  }
  if (first->kind != DENY && first->kind != ABSENT) emit_return(SECCOMP_RET_ALLOW);
  program[jump].jf = (uint8_t)(length - jump - 1);
  return rule;
}

/*
 * A search tree: the kernel runs the program once for every call there is when it is installed, to learn which need no
 * looking at, and with a list of 60 comparisons that took 120 us of each run.
 */
static void emit_tree(const struct rule *first, const struct rule *end) {
  if (end - first <= LEAF) {
    while (first < end) first = emit_call(first, end);
    emit_return(SECCOMP_RET_ALLOW);
    return;
  }
  const struct rule *middle = first + (end - first) / 2;
  while (middle > first && middle[-1].call == middle->call) middle--;
  unsigned short jump = length;
  emit(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)middle->call, 0, 0);
  emit_tree(first, middle);
  if (length - jump - 1 > UINT8_MAX) broken("filter's jump too long", 0);
  program[jump].jt = (uint8_t)(length - jump - 1);
  emit_tree(middle, end);
}

static int by_call(const void *a, const void *b) { return ((const struct rule *)a)->call - ((const struct rule *)b)->call; }

void build_filter(void) {
  qsort(rules, RULES, sizeof *rules, by_call);
  emit(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch), 0, 0);
  emit(BPF_JMP | BPF_JEQ | BPF_K, NATIVE, 1, 0);
  emit_return(SECCOMP_RET_KILL_PROCESS); /* 32-bit calls */
  emit(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
#if defined(__x86_64__)
  emit(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
  emit_return(SECCOMP_RET_KILL_PROCESS); /* x32 */
#endif
  emit_tree(rules, rules + RULES);
}

int install_filter(void) {
  struct sock_fprog installed = {.len = length, .filter = program};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &installed);
}
