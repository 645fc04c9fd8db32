import type { ContainerCreateOptions, HostConfig } from 'dockerode'
import { programDir } from './box-channel'

export const ownerLabel = 'eduscale.owner'
const firstUid = 20_000
/** On level 1 programs are another user than the compilers, whose files they may only read. */
const runUidOffset = 10_000
const mebibyte = 1024 * 1024

/** L2: each run in namespaces of its own. L1: two users in a container that serves one submission. docs/security.md has both. */
export type Level = 'L2' | 'L1'

export interface SlotSpec {
  image: string
  name: string
  owner: string
  core: number
  uid: number
  isValidator: boolean
  memoryBytes: number
  level: Level
  seccompProfile: string
  hasAppArmor: boolean
  /** Another runtime of the engine than its default, `runsc` for gVisor. */
  runtime: string | null
  /** See cgroupParentOf; null: the engine's own. */
  cgroupParent: string | null
}

export function slotUid({ core, isValidator }: { core: number; isValidator: boolean }): number {
  return firstUid + 2 * core + (isValidator ? 1 : 0)
}

/**
 * The cgroup above the slots of a core. Engines put all containers below one cgroup, which has the weight of a single process of the
 * host however many slots there are. One for each core, at the top and with the weight that a new one has, weighs as much as a process
 * on that core; together they weigh as many processes as there are slots. Nobody needs to write to the host for it.
 */
export function cgroupParentOf({ driver, core }: { driver: string; core: number }): string | null {
  switch (driver) {
    case 'cgroupfs':
      return `/eduscale-core-${core}`
    case 'systemd':
      // A dash would put it below another slice.
      return `eduscale_core_${core}.slice`
    default:
      // Without root an engine can't make one.
      return null
  }
}

/** All that a slot may be. docs/security.md says what each line is for, and test/slot-spec.test.ts asks a live one. */
export function containerSpec(spec: SlotSpec): ContainerCreateOptions {
  const { level } = spec
  return {
    name: spec.name,
    Image: spec.image,
    Hostname: 'slot',
    Labels: { [ownerLabel]: spec.owner },
    Env: [],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    // The runner's death closes stdin, boxd ends with it, and the engine removes the container: nothing is orphaned.
    OpenStdin: true,
    StdinOnce: true,
    Tty: false,
    NetworkDisabled: true,
    ...(level === 'L2'
      ? { User: `${spec.uid}:${spec.uid}` }
      : { User: '0:0', Cmd: ['1', String(spec.uid), String(spec.uid + runUidOffset)] }),
    HostConfig: {
      ...(level === 'L2' ? namespaces : users(spec)),
      ...(spec.runtime === null ? {} : { Runtime: spec.runtime }),
      ...(spec.cgroupParent === null ? {} : { CgroupParent: spec.cgroupParent }),
      AutoRemove: true,
      NetworkMode: 'none',
      IpcMode: 'none',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      Privileged: false,
      SecurityOpt: [
        'no-new-privileges',
        `seccomp=${spec.seccompProfile}`,
        // Level 1 needs nothing that the engine's own profile denies.
        ...(spec.hasAppArmor && level === 'L2' ? ['apparmor=eduscale-slot'] : []),
      ],
      PidsLimit: 128,
      Memory: spec.memoryBytes,
      MemorySwap: spec.memoryBytes,
      CpusetCpus: String(spec.core),
      // json-file would keep everything boxd says on the host's disk.
      LogConfig: { Type: 'none', Config: {} },
      Ulimits: [
        { Name: 'core', Soft: 0, Hard: 0 },
        { Name: 'nofile', Soft: 1024, Hard: 1024 },
        { Name: 'stack', Soft: 8 * mebibyte, Hard: -1 },
      ],
      RestartPolicy: { Name: 'no' },
    },
  }
}

const namespaces: HostConfig = {
  // The kernel lets a namespace mount a fresh /proc only where the one it sees has nothing covered. Programs see
  // the fresh one alone, with nothing but their own processes in it.
  MaskedPaths: [],
  ReadonlyPaths: [],
}

/** What the engine masks by itself, and the message queues, which would outlive a run. */
const maskedPaths = [
  '/proc/asound',
  '/proc/acpi',
  '/proc/interrupts',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/sys/devices/virtual/powercap',
  '/sys/firmware',
  '/dev/mqueue',
]

function users({ uid, isValidator }: SlotSpec): HostConfig {
  const own = (ownerUid: number): string => `uid=${ownerUid},gid=${ownerUid},mode=0755`
  return {
    CapAdd: ['SETUID', 'SETGID', 'KILL'],
    MaskedPaths: maskedPaths,
    Tmpfs: {
      '/tmp': `rw,nosuid,nodev,noexec,size=${128 * mebibyte},nr_inodes=4096,mode=1777`,
      '/box': `rw,nosuid,nodev,exec,size=${programDir.bytes},nr_inodes=${programDir.inodes},${own(uid)}`,
      ...(isValidator
        ? { '/keep': `rw,nosuid,nodev,noexec,size=${64 * mebibyte},nr_inodes=1024,${own(uid + runUidOffset)}` }
        : {}),
    },
  }
}
