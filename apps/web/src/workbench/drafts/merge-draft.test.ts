import { describe, expect, it } from 'vitest'
import { mergeDraft } from './merge-draft'

const iso = (ms: number) => new Date(ms).toISOString()
const server = (savedAt: number) => ({ code: 'server', savedAt: iso(savedAt) })
const local = (changedAt: number, isAcked = false) => ({ code: 'local', changedAt, isAcked })

describe('mergeDraft', () => {
  it.each([
    ['nothing kept anywhere', null, null, null, 'starter'],
    ['only the server has it', server(1_000), null, null, 'server'],
    ['only this browser has it', null, local(1_000), null, 'local'],
    ['typed after the last save, then crashed', server(1_000), local(2_000), null, 'local'],
    ['typed elsewhere since', server(3_000), local(2_000), null, 'server'],
    ['both are the same, acked', server(2_100), local(2_000, true), null, 'server'],
    ['acked here, changed elsewhere, clocks apart', server(1_500), local(2_000, true), null, 'server'],
    ['an old practice draft in a new battle', server(1_000), local(1_200), 5_000, 'starter'],
    ['a reload in the middle of a battle', server(6_000), local(1_200), 5_000, 'server'],
    ['a crash in the middle of a battle', server(6_000), local(6_500), 5_000, 'local'],
  ] as const)('%s', (_, remote, kept, notBefore, from) => {
    expect(mergeDraft({ server: remote, local: kept, starter: '', notBefore }).from).toBe(from)
  })
})
