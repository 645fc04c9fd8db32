import type { Level } from '../../src/sandbox/slot-spec'

/** One defence, how it is taken away, and an attack that must then succeed. `find` is code as it stands, exactly once in its file. */
export interface Defence {
  name: string
  /** Several at a time where two layers hold the same thing. */
  changes: readonly { file: string; find: string; replace: string }[]
  attack: string
  level?: Level
}

const boxd = (file: string, find: string, replace: string) => ({ file: `infra/images/boxd/${file}`, find, replace })
const sandbox = (file: string, find: string, replace: string) => ({ file: `apps/runner/src/sandbox/${file}`, find, replace })
const allow = (...names: string[]) => ({
  file: 'infra/seccomp/slot.json',
  find: '"syscalls": [',
  replace: `"syscalls": [{ "comment": "", "action": "SCMP_ACT_ALLOW", "names": ${JSON.stringify(names)} },`,
})
/** Else a run that finds the last one's directory would say so. */
const withoutFeedback = boxd('users.c', '  must(mkdir("/tmp/feedback", 0755) == 0, "mkdir");\n', '')
const asRoot = [
  boxd('box.c', '  drop_capabilities();\n', ''),
  boxd('box.c', '"/proc/self/uid_map", "1000 0 1"', '"/proc/self/uid_map", "0 0 1"'),
]
const unfiltered = (call: string) => boxd('filter.c', `{SYS_${call}}`, `{SYS_${call}, DENY_VALUE, 5, 0xdeadbeef}`)
const prioritiesOfOthers = [
  unfiltered('sched_setattr'),
  unfiltered('ioprio_set'),
  boxd('filter.c', '{SYS_setpriority, DENY_UNLESS, 0, PRIO_PROCESS}, {SYS_setpriority, DENY_UNLESS, 1, 0}', '{SYS_acct}'),
  boxd('filter.c', '{SYS_sched_setscheduler, DENY_UNLESS, 1, SCHED_OTHER}, ', ''),
  boxd('filter.c', '{SYS_sched_setaffinity, DENY_UNLESS, 0, 0}, ', ''),
  boxd('filter.c', '{SYS_prlimit64, DENY_UNLESS, 0, 0}', '{SYS_acct}'),
]

export const defences: readonly Defence[] = [
  {
    name: "a box's init can't be read by its program",
    changes: [boxd('box.c', 'must(prctl(PR_SET_DUMPABLE, 0) == 0, "init not dumpable");', '')],
    attack: 'read-init.py',
  },
  {
    name: 'when others run is not a program’s to say',
    changes: prioritiesOfOthers,
    attack: 'priorities-of-others.c',
  },
  {
    name: 'a box ends though its init is starved: its priority is safe, and boxd kills what init doesn’t',
    changes: [...prioritiesOfOthers, boxd('run.c', '(uint64_t)GRACE_MS * MS) kill(-1, SIGKILL);', '(uint64_t)GRACE_MS * MS) {}')],
    attack: 'starve-init.c',
  },
  {
    name: 'what was compiled is read-only while it runs',
    changes: [boxd('box.c', 'if (!writable)\n    must', 'if (false)\n    must')],
    attack: 'rewrite-program.py',
  },
  {
    name: 'programs hold no capability',
    changes: [boxd('box.c', '  drop_capabilities();\n', '')],
    attack: 'setuid-programs.py',
  },
  { name: 'no new namespace by unshare', changes: [unfiltered('unshare')], attack: 'namespaces.c' },
  {
    name: 'no new namespace by clone',
    changes: [boxd('filter.c', '{SYS_clone, DENY_BITS, 0, NEW_NAMESPACES}', '{SYS_clone, DENY_BITS, 0, 0}')],
    attack: 'namespaces.c',
  },
  {
    name: 'no mount: filtered, and programs are nobody’s root',
    changes: [unfiltered('mount'), ...asRoot],
    attack: 'mount.c',
  },
  {
    name: 'an IPC namespace for each run',
    changes: [boxd('run.c', ' | CLONE_NEWIPC', '')],
    attack: 'leave-shared-memory.c',
  },
  {
    name: 'no other host name: filtered, and programs are nobody’s root',
    changes: [unfiltered('sethostname'), ...asRoot],
    attack: 'host-name.c',
  },
  {
    name: 'a limit of inodes',
    changes: [
      boxd(
        'box.c',
        ',nr_inodes=%u,mode=0755", (unsigned long long)spec->tmp_bytes, spec->tmp_inodes)',
        ',mode=0755", (unsigned long long)spec->tmp_bytes)',
      ),
    ],
    attack: 'inode-flood.c',
  },
  {
    name: 'a limit of the bytes in /tmp',
    changes: [
      boxd(
        'box.c',
        '(unsigned long long)spec->tmp_bytes, spec->tmp_inodes',
        '(unsigned long long)spec->tmp_bytes * 2, spec->tmp_inodes',
      ),
    ],
    attack: 'fill-tmp.c',
  },
  {
    name: 'a limit of output',
    changes: [boxd('run.c', 'stop(w, EXCEEDED_OUTPUT)', '(void)0')],
    attack: 'endless-output.c',
  },
  {
    name: 'a limit of cpu time, of all processes together',
    changes: [boxd('run.c', 'uint64_t all = cgroup_cpu_ns() - w->cpu_before, own', 'uint64_t all = 0, own')],
    attack: 'children-share-time.c',
  },
  {
    name: 'a limit of wall time',
    changes: [boxd('run.c', 'is_surely_over(w, now, counted)) stop', 'false) stop')],
    attack: 'sleep.py',
  },
  {
    name: 'a limit of open files',
    changes: [boxd('program.c', '  limit(RLIMIT_NOFILE, spec->files);\n', '')],
    attack: 'descriptor-flood.c',
  },
  {
    name: 'a limit of locked memory',
    changes: [boxd('program.c', '  limit(RLIMIT_MEMLOCK, 0);\n', '')],
    attack: 'lock-memory.c',
  },
  {
    name: 'the filter on leases, which leak between namespaces',
    changes: [boxd('filter.c', '{SYS_fcntl, DENY_VALUE, 1, F_SETLEASE}, ', '')],
    attack: 'leave-lease.c',
  },
  {
    name: 'no keyrings, in profile and filter',
    changes: [unfiltered('add_key'), unfiltered('request_key'), unfiltered('keyctl'), allow('add_key', 'request_key', 'keyctl')],
    attack: 'leave-key.c',
  },
  {
    name: 'no io_uring, in profile and filter',
    changes: [unfiltered('io_uring_setup'), allow('io_uring_setup'), boxd('program.c', '  limit(RLIMIT_MEMLOCK, 0);\n', '')],
    attack: 'io-uring.c',
  },
  { name: 'no ptrace, in profile and filter', changes: [unfiltered('ptrace'), allow('ptrace')], attack: 'ptrace.c' },
  {
    name: 'a fresh /proc of its own processes',
    changes: [
      boxd(
        'box.c',
        'must(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "subset=pid") == 0, "mount /proc");',
        '',
      ),
    ],
    attack: 'read-processes.py',
  },
  {
    name: 'only processes in that /proc',
    changes: [boxd('box.c', '"subset=pid"', '""')],
    attack: 'host-files.py',
  },
  {
    name: 'no descriptor but three',
    changes: [
      boxd(
        'program.c',
        'must(syscall(SYS_close_range, 3, ~0u, CLOSE_RANGE_CLOEXEC) == 0, "close_range");',
        'for (int fd = 3; fd < 64; fd++) fcntl(fd, F_SETFD, 0);',
      ),
    ],
    attack: 'inherited-descriptors.c',
  },
  {
    name: 'no 32-bit calls, in profile and filter',
    changes: [
      boxd('filter.c', 'emit_return(SECCOMP_RET_KILL_PROCESS); /* 32-bit calls */', 'emit_return(SECCOMP_RET_ALLOW);'),
      { file: 'infra/seccomp/slot.json', find: '"SCMP_ARCH_X86_64"', replace: '"SCMP_ARCH_X86_64", "SCMP_ARCH_X86"' },
    ],
    attack: 'call-32-bit.cpp',
  },
  {
    name: 'an environment of four words',
    changes: [
      sandbox('frames.ts', "const environment = ['PATH=/usr/bin'", "const environment = ['RUNNER_TOKEN=secret', 'PATH=/usr/bin'"),
    ],
    attack: 'environment.c',
  },
  {
    name: 'no network',
    changes: [
      sandbox('slot-spec.ts', "NetworkMode: 'none'", "NetworkMode: 'bridge'"),
      sandbox('slot-spec.ts', 'NetworkDisabled: true', 'NetworkDisabled: false'),
    ],
    attack: 'interfaces.py',
  },
  {
    name: 'a limit of processes',
    changes: [sandbox('slot-spec.ts', 'PidsLimit: 128', 'PidsLimit: 2048')],
    attack: 'thread-flood.c',
  },
  {
    name: 'a memory limit of the container, over all of a program’s processes',
    changes: [
      sandbox(
        'slot-container.ts',
        'await this.#engine.limitMemory(this.#id, bytes)',
        'await this.#engine.limitMemory(this.#id, 8 * bytes)',
      ),
    ],
    attack: 'memory-bomb-children.c',
  },
  // Level 1 has no namespaces to rely on.
  {
    name: 'L1: programs are a user, not root',
    changes: [
      boxd(
        'users.c',
        'must(become_user(writable ? level.compile_uid : level.run_uid), "setuid");',
        'must(!writable || become_user(level.compile_uid), "setuid");',
      ),
      withoutFeedback,
    ],
    attack: 'setuid-programs.py',
    level: 'L1',
  },
  {
    name: 'L1: programs are another user than compilers',
    changes: [
      boxd('users.c', 'become_user(writable ? level.compile_uid : level.run_uid)', 'become_user(level.compile_uid)'),
      withoutFeedback,
    ],
    attack: 'rewrite-program.py',
    level: 'L1',
  },
  {
    name: 'L1: everything is killed after a run',
    changes: [
      boxd('users.c', '  kill(-1, SIGKILL);\n', ''),
      boxd('run.c', '      if (level.number == 1) kill(-1, SIGKILL);\n', ''),
    ],
    attack: 'leave-daemon.py',
    level: 'L1',
  },
  {
    name: 'L1: /tmp is wiped after a run',
    changes: [
      boxd('run.c', '  wipe_as_user(w->spec->flags & RUN_WRITABLE ? level.compile_uid : level.run_uid, "/tmp");\n', ''),
      withoutFeedback,
    ],
    attack: 'leave-files.py',
    level: 'L1',
  },
  {
    name: 'L1: nothing of System V that would outlive a run',
    changes: [
      sandbox('seccomp-profile.ts', " && !comment.startsWith('interprocess')", ''),
      sandbox('seccomp-profile.ts', 'profile.syscalls.length - 2', 'profile.syscalls.length - 1'),
    ],
    attack: 'leave-semaphore.c',
    level: 'L1',
  },
  {
    name: 'L1: no shared memory file system',
    changes: [sandbox('slot-spec.ts', "IpcMode: 'none'", "IpcMode: 'private'")],
    attack: 'rewrite-between-tests.c',
    level: 'L1',
  },
  {
    name: 'L1: message queues are masked',
    changes: [sandbox('slot-spec.ts', "  '/dev/mqueue',\n", ''), boxd('program.c', '  limit(RLIMIT_MSGQUEUE, 0);\n', '')],
    attack: 'rewrite-between-tests.c',
    level: 'L1',
  },
  {
    name: 'L1: no new namespace',
    changes: [
      sandbox('seccomp-profile.ts', "!comment.startsWith('boxd makes') && ", ''),
      sandbox('seccomp-profile.ts', 'profile.syscalls.length - 2', 'profile.syscalls.length - 1'),
      unfiltered('unshare'),
    ],
    attack: 'namespaces.c',
    level: 'L1',
  },
]
