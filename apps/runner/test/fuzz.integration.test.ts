import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fuzzing } from '../../../scripts/tests/share'
import { encodeFile, encodeLive, encodeReset, encodeRun, encodeTaken } from '../src/sandbox/frames'
import type { Box } from '../src/sandbox/sandbox'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

// boxd's parser is fed in a slot, compiled from the files that boxd is made of, with traps where C is undefined.

const boxdDir = new URL('../../../infra/images/boxd/', import.meta.url)
/** What fits into one run of the harness; a whole run has many of them. */
const streams = 4000
const limits = { cpuMs: 60_000, wallMs: 90_000, stdoutBytes: 1 << 20, stackBytes: 0, fileBytes: 64 << 20, tmpBytes: 64 << 20 }
let opened: TestSandbox

beforeAll(async () => {
  opened = await openTestSandbox('fuzz')
})
afterAll(async () => opened.close())

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array))
const name = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/)
const word = fc.string({ maxLength: 30 }).map((text) => text.replaceAll('\0', ''))
const spec = fc
  .record({
    argv: fc.array(word, { minLength: 1, maxLength: 8 }),
    collect: fc.array(word, { maxLength: 4 }),
    inputFile: fc.option(name),
    links: fc.array(name, { maxLength: 3 }),
    input: bytes(200),
  })
  .map(({ argv, ...rest }) => ({ ...rest, argv: argv.map((each, i) => (i === 0 ? `/${each}` : each)), isCompile: false, limits }))
const right = fc.oneof(
  fc.nat().map((n) => encodeReset(n % 2 === 0 ? 'box' : 'keep', { bytes: n, inodes: n })),
  fc.tuple(name, bytes(300)).map(([file, content]) => encodeFile(file, content)),
  bytes(300).map((content) => encodeLive(content)),
  fc.nat().map((ms) => encodeTaken(ms)),
  spec.map((run) => encodeRun(run)),
)
const header = fc
  .tuple(
    fc.constantFrom('Z', 'F', 'I', 'R', 'L', 'T', '?'),
    fc.oneof(fc.nat(100), fc.nat(70_000), fc.constant(0xffffffff)),
    bytes(100),
  )
  .map(([type, length, payload]) => {
    const head = Buffer.alloc(5)
    head.write(type, 0, 'latin1')
    head.writeUInt32LE(length, 1)
    return Buffer.concat([head, payload])
  })
/** Right frames with a few bytes changed, dropped or added: most are wrong deep inside. */
const nearlyRight = fc
  .tuple(
    fc.array(right, { minLength: 1, maxLength: 4 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'drop', 'add')), { maxLength: 6 }),
  )
  .map(([frames, edits]) => {
    const stream = Array.from(Buffer.concat(frames))
    for (const [at, value, how] of edits)
      stream.splice(at % (stream.length + 1), how === 'add' ? 0 : 1, ...(how === 'drop' ? [] : [value]))
    return Buffer.from(stream)
  })
/** A frame as long as it says, with anything in it. */
const anyPayload = fc.tuple(fc.constantFrom('Z', 'F', 'I', 'R', 'L'), bytes(100)).map(([type, payload]) => {
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeUInt32LE(payload.length, 1)
  return Buffer.concat([head, payload])
})
const anyStream = fc.oneof(
  { weight: 6, arbitrary: nearlyRight },
  { weight: 2, arbitrary: header },
  { weight: 2, arbitrary: anyPayload },
  { weight: 1, arbitrary: bytes(400) },
)

const { numRuns: rounds, seed: firstSeed = Date.now() % 1_000_000 } = fuzzing(1, 40)
const seeds = Array.from({ length: rounds }, (_, round) => firstSeed + round)

test.each(seeds)(
  'whatever stream it is given, boxd’s parser takes or refuses it, and never reaches out of a frame: seed %d',
  async (seed) => {
    const sample = fc.sample(anyStream, { numRuns: streams, seed })
    const input = Buffer.concat(
      sample.flatMap((stream) => {
        const length = Buffer.alloc(4)
        length.writeUInt32LE(stream.length)
        return [length, stream]
      }),
    )
    const outcomes = await opened.sandbox.withSlot(async ({ box }) => parseAll(box, input), {
      signal: AbortSignal.timeout(110_000),
      image: 'polyglot',
    })
    expect(outcomes).toHaveLength(streams)
    const odd = outcomes.flatMap((outcome, i) =>
      outcome === 'E' || outcome === 'X' ? [] : [`${outcome} ${sample[i]?.toString('hex')}`],
    )
    expect({ seed, odd: odd.slice(0, 3) }).toEqual({ seed, odd: [] })
    // Both ends are met, or the streams were no good.
    expect(outcomes.filter((outcome) => outcome === 'E').length).toBeGreaterThan(streams / 20)
    expect(outcomes.filter((outcome) => outcome === 'X').length).toBeGreaterThan(streams / 4)
  },
)

/** A letter for each stream, as parse-frames.c says. */
async function parseAll(box: Box, input: Buffer): Promise<string[]> {
  box.reset()
  for (const file of ['boxd.h', 'proto.c']) box.putFile({ name: file, content: await readFile(new URL(file, boxdDir)) })
  box.putFile({ name: 'parse-frames.c', content: await readFile(new URL('fuzz/parse-frames.c', import.meta.url)) })
  const traps = ['-fsanitize=undefined', '-fsanitize-trap=all', '-fstack-protector-all', '-D_FORTIFY_SOURCE=3']
  const argv = ['/usr/bin/gcc', '-O1', '-g', ...traps, '-o', '/box/fuzz', '/box/parse-frames.c', '/box/proto.c']
  const compiled = await box.run({ argv, isCompile: true, limits, input: Buffer.alloc(0), collect: [] })
  if (compiled.end.kind !== 'exited' || compiled.end.code !== 0) throw new Error(compiled.stderr.toString())
  const run = await box.run({ argv: ['/box/fuzz'], isCompile: false, limits, input, collect: [] })
  if (run.end.kind !== 'exited' || run.end.code !== 0)
    throw new Error(`the harness failed: ${JSON.stringify(run.end)} ${run.stderr.toString()}`)
  return run.stdout.toString().split('')
}
