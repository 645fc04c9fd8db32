import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DockerStreamSplitter } from '../src/sandbox/docker-stream'
import { Engine, type StartedContainer } from '../src/sandbox/engine'
import { FrameParser, type Frame } from '../src/sandbox/frames'
import { ownerLabel } from '../src/sandbox/slot-spec'
import { readSeccompProfile } from '../src/sandbox/seccomp-profile'
import { buildImage } from '@eduscale/images/build-image'

const owner = `test-boxd-${process.pid}`
const engine = new Engine()
let image: string
let seccompProfile: string

beforeAll(async () => {
  image = await buildImage('polyglot', (line) => console.error(line))
  seccompProfile = await readSeccompProfile('L2')
})
afterAll(async () => {
  await engine.removeLeftovers(owner)
  engine.close()
})

async function startBoxd(): Promise<StartedContainer> {
  const memoryBytes = 256 * 1024 * 1024
  const { hasAppArmor } = await engine.info()
  return engine.start({
    image,
    name: `eduscale-${owner}`,
    owner,
    core: 0,
    uid: 20_900,
    isValidator: false,
    level: 'L2',
    runtime: null,
    memoryBytes,
    seccompProfile,
    hasAppArmor,
    cgroupParent: null,
  })
}

/** Says these bytes to a fresh boxd, ends the input, and answers all it said until it ended. */
async function say(bytes: Buffer): Promise<Frame[]> {
  const { id, stream } = await startBoxd()
  const frames: Frame[] = []
  const parser = new FrameParser()
  const splitter = new DockerStreamSplitter(
    (part) => frames.push(...parser.push(part)),
    () => undefined,
  )
  stream.on('data', (chunk: Buffer) => splitter.push(chunk))
  const ended = new Promise((resolve) => stream.on('end', resolve))
  stream.write(bytes)
  stream.end()
  await ended
  await engine.remove(id)
  for (let tries = 0; tries < 100 && (await engine.removeLeftovers(owner)) > 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
  return frames
}

function frame(type: string, payload: Buffer | string = '', length = payload.length): Buffer {
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeUInt32LE(length, 1)
  return Buffer.concat([head, Buffer.from(payload)])
}
const reset = frame('Z', Buffer.from([0, 0, 0, 16, 0, 0, 0, 0, 0, 16, 0, 0, 0]))
const file = (name: string, content = ''): Buffer =>
  frame('F', Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name + content)]))
/** 70 bytes of numbers, the counts of strings last. */
const run = (counts: [number, number, number, number?, number?], strings: string): Buffer => {
  const numbers = Buffer.alloc(70)
  counts.forEach((count, i) => numbers.writeUInt16LE(count ?? 0, 60 + 2 * i))
  return frame('R', Buffer.concat([numbers, Buffer.from(strings, 'latin1')]))
}

test('boxd ends with its input, and nothing of it stays', async () => {
  expect((await say(Buffer.alloc(0))).map((one) => one.type)).toEqual(['hello'])
})

test.each<[name: string, bytes: Buffer, reason: string]>([
  ['an oversized frame', frame('I', '', 65_537), 'oversized'],
  ['a length of 4 GiB', frame('I', '', 0xffffffff), 'oversized'],
  ['half a head', Buffer.from([73, 1]), 'truncated'],
  ['half a frame', frame('I', 'abc', 10), 'truncated'],
  ['an unknown frame', frame('?'), 'unknown'],
  ['a reset too short', frame('Z', 'x'), 'reset'],
  ['a file before the first reset', file('a'), 'before reset'],
  ['a run before the first reset', run([1, 0, 0], '/usr/bin/true\0'), 'before reset'],
  ['a file outside of /box', Buffer.concat([reset, file('../x')]), 'bad name'],
  ['a file called ..', Buffer.concat([reset, file('..')]), 'bad name'],
  ['a file without a name', Buffer.concat([reset, file('')]), 'bad name'],
  ['a name longer than its frame', Buffer.concat([reset, frame('F', Buffer.from([0, 60, 97]))]), 'bad name'],
  ['a name with a zero byte', Buffer.concat([reset, file('a\0b')]), 'bad name'],
  ['a run too short', Buffer.concat([reset, frame('R', Buffer.alloc(69))]), 'too short'],
  ['more strings than there are', Buffer.concat([reset, run([3, 0, 0], '/usr/bin/true\0')]), 'unended string'],
  ['more strings than fit', Buffer.concat([reset, run([60_000, 0, 0], '\0'.repeat(60_000))]), 'too many'],
  ['a string without an end', Buffer.concat([reset, run([1, 0, 0], '/usr/bin/true')]), 'unended string'],
  ['bytes after the strings', Buffer.concat([reset, run([1, 0, 0], '/usr/bin/true\0x')]), 'left over'],
  ['a link outside of /tmp', Buffer.concat([reset, run([1, 0, 0, 0, 1], '/usr/bin/true\0../x\0')]), 'a link outside'],
  ['no program', Buffer.concat([reset, run([0, 0, 0], '')]), 'absolute path'],
  ['a program to search for', Buffer.concat([reset, run([1, 0, 0], 'true\0')]), 'absolute path'],
])('%s ends boxd with its reason', async (_name, bytes, reason) => {
  const frames = await say(bytes)
  expect(frames.at(-1)).toMatchObject({ type: 'broken', reason: expect.stringContaining(reason) })
})

test('a container that was made and never started is taken away, whoever made it; a running one stays', async () => {
  const docker = async (...args: string[]) => (await promisify(execFile)('docker', args)).stdout.trim()
  const label = `${ownerLabel}=somebody-who-is-gone-${process.pid}`
  const abandoned = await docker('create', '--label', label, image)
  const running = await startBoxd()
  // It may be about to be started.
  await engine.removeNeverStarted(60_000)
  expect(await docker('ps', '-aq', '--no-trunc', '--filter', `id=${abandoned}`)).toBe(abandoned)
  expect(await engine.removeNeverStarted(0)).toBeGreaterThan(0)
  expect(await docker('ps', '-aq', '--no-trunc', '--filter', `id=${abandoned}`)).toBe('')
  expect(await docker('ps', '-q', '--no-trunc', '--filter', `id=${running.id}`)).toBe(running.id)
  running.stream.destroy()
  await engine.remove(running.id)
})
