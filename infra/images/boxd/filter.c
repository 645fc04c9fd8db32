#define _GNU_SOURCE
#include "boxd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define NATIVE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE AUDIT_ARCH_AARCH64
#else
#error "boxd knows x86_64 and aarch64"
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define LOAD_ARG(n) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 8 * (n))
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define ERROR(e) RETURN(SECCOMP_RET_ERRNO | (e))
#define DENY(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), ERROR(EPERM)
#define ABSENT(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), ERROR(ENOSYS)
/* If the call is `name` and one of its 32-bit argument's `bits` is set: EPERM. Leaves the call's number loaded. */
#define DENY_BITS(name, arg, bits) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), LOAD_ARG(arg), \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 0, 1), ERROR(EPERM), LOAD(nr)
#define DENY_VALUE(name, arg, value) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), LOAD_ARG(arg), \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, 1), ERROR(EPERM), LOAD(nr)
#define DENY_UNLESS(name, arg, value) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), LOAD_ARG(arg), \
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 1, 0), ERROR(EPERM), LOAD(nr)

#define NEW_NAMESPACES \
  (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

/*
 * What programs may call is the container's profile (infra/seccomp), an allow list; this filter takes away what that
 * profile must leave to boxd, and names once more what leaks between namespaces, so that neither stands alone.
 */
static const struct sock_filter rules[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE, 1, 0),
    RETURN(SECCOMP_RET_KILL_PROCESS), /* 32-bit calls */
    LOAD(nr),
#if defined(__x86_64__)
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    RETURN(SECCOMP_RET_KILL_PROCESS), /* x32 */
#endif
    /* boxd's tools */
    DENY(mount), DENY(umount2), DENY(pivot_root), DENY(unshare), DENY(setns), DENY(chroot),
    DENY(open_tree), DENY(move_mount), DENY(fsopen), DENY(fsconfig), DENY(fsmount), DENY(fspick), DENY(mount_setattr),
    DENY_BITS(clone, 0, NEW_NAMESPACES),
    ABSENT(clone3), /* its flags lie in memory, out of a filter's sight; libc falls back to clone */
    DENY(sethostname), DENY(setdomainname),
    /* not namespaced, or reaching past a namespace */
    DENY(add_key), DENY(request_key), DENY(keyctl),
    DENY(socket), DENY_UNLESS(socketpair, 0, AF_UNIX),
    DENY(io_uring_setup), DENY(io_uring_enter), DENY(io_uring_register),
    DENY(bpf), DENY(perf_event_open), DENY(userfaultfd), DENY(fanotify_init),
    DENY(open_by_handle_at), DENY(name_to_handle_at),
    DENY_VALUE(fcntl, 1, F_SETLEASE), DENY_VALUE(fcntl, 1, F_NOTIFY),
    DENY(sync), DENY(syncfs), /* would wait for the host's disks */
    /* other processes' insides */
    DENY(ptrace), DENY(process_vm_readv), DENY(process_vm_writev), DENY(process_madvise), DENY(pidfd_getfd), DENY(kcmp),
    /* terminal injection */
    DENY_VALUE(ioctl, 1, 0x5412 /* TIOCSTI */), DENY_VALUE(ioctl, 1, 0x541c /* TIOCLINUX */),
    DENY_UNLESS(personality, 0, 0xffffffff), /* asking is fine, changing isn't */
    /* the machine */
    DENY(kexec_load), DENY(init_module), DENY(finit_module), DENY(delete_module), DENY(reboot), DENY(swapon),
    DENY(swapoff), DENY(acct), DENY(quotactl), DENY(settimeofday), DENY(clock_settime), DENY(adjtimex),
    DENY(clock_adjtime), DENY(syslog), DENY(vhangup),
    RETURN(SECCOMP_RET_ALLOW),
};

int install_filter(void) {
  struct sock_fprog program = {.len = sizeof rules / sizeof *rules, .filter = (struct sock_filter *)rules};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
