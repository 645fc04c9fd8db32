import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Level } from './slot-spec'

const profileUrl = new URL('../../../../infra/seccomp/slot.json', import.meta.url)
const profileSchema = z.looseObject({ syscalls: z.array(z.looseObject({ comment: z.string(), names: z.array(z.string()) })) })
/** CLONE_NEWNS | NEWCGROUP | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET of clone(2). */
const namespaceFlags = 0x7e020000

/**
 * The profile as the engine takes it: text, without its spaces. On level 1 boxd makes no namespaces, so nobody may; and what
 * would outlive a run in the one IPC namespace that all of a container share isn't there at all.
 */
export async function readSeccompProfile(level: Level): Promise<string> {
  const profile = profileSchema.parse(JSON.parse(await readFile(profileUrl, 'utf8')))
  if (level === 'L2') return JSON.stringify(profile)
  const kept = profile.syscalls.filter(({ comment }) => !comment.startsWith('boxd makes') && !comment.startsWith('interprocess'))
  if (kept.length !== profile.syscalls.length - 2) throw new Error('infra/seccomp/slot.json lost a group that level 1 leaves out')
  const clone = {
    comment: 'threads and processes, no namespaces',
    names: ['clone'],
    action: 'SCMP_ACT_ALLOW',
    args: [{ index: 0, value: namespaceFlags, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }],
  }
  const setgroups = { comment: 'boxd becomes a user', names: ['setgroups'], action: 'SCMP_ACT_ALLOW' }
  return JSON.stringify({ ...profile, syscalls: [...kept, clone, setgroups] })
}
