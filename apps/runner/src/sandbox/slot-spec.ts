import type { ContainerCreateOptions } from 'dockerode'

export const ownerLabel = 'eduscale.owner'
const firstUid = 20_000
const mebibyte = 1024 * 1024

export interface SlotSpec {
  image: string
  name: string
  owner: string
  core: number
  uid: number
  memoryBytes: number
  seccompProfile: string
  hasAppArmor: boolean
}

export function slotUid({ core, isValidator }: { core: number; isValidator: boolean }): number {
  return firstUid + 2 * core + (isValidator ? 1 : 0)
}

/** All that a slot may be. docs/security.md says what each line is for, and test/slot-spec.test.ts asks a live one. */
export function containerSpec(spec: SlotSpec): ContainerCreateOptions {
  const user = `${spec.uid}:${spec.uid}`
  return {
    name: spec.name,
    Image: spec.image,
    User: user,
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
    HostConfig: {
      AutoRemove: true,
      NetworkMode: 'none',
      IpcMode: 'none',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      Privileged: false,
      SecurityOpt: [
        'no-new-privileges',
        `seccomp=${spec.seccompProfile}`,
        ...(spec.hasAppArmor ? ['apparmor=eduscale-slot'] : []),
      ],
      // The kernel lets a namespace mount a fresh /proc only where the one it sees has nothing covered. Programs see
      // the fresh one alone, with nothing but their own processes in it.
      MaskedPaths: [],
      ReadonlyPaths: [],
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
