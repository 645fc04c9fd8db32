import { expect, test } from 'vitest'
import { encodeFile, encodeRun, FrameParser, maxPayloadBytes } from './frames'
import { SandboxError } from './sandbox'

function frame(type: string, payload: Buffer = Buffer.alloc(0), length = payload.length): Buffer {
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeUInt32LE(length, 1)
  return Buffer.concat([head, payload])
}

function done(change: (payload: Buffer) => void = () => undefined): Buffer {
  const payload = Buffer.alloc(80)
  payload.writeInt32LE(3, 4)
  payload.writeBigUInt64LE(1_500_000n, 16)
  change(payload)
  return payload
}

test('frames come out whole, however the stream was cut', () => {
  const stream = Buffer.concat([frame('o', Buffer.from('hello')), frame('Z'), frame('D', done())])
  for (let size = 1; size < stream.length; size += 1) {
    const parser = new FrameParser()
    const frames = []
    for (let at = 0; at < stream.length; at += size) frames.push(...parser.push(stream.subarray(at, at + size)))
    expect(parser.isInFrame).toBe(false)
    expect(frames.map((one) => one.type)).toEqual(['stdout', 'reset', 'done'])
    expect(frames[2]).toMatchObject({ done: { end: 'exited', code: 3, cpuMs: 1.5, exceeded: null } })
  }
})

test.each<[name: string, bytes: Buffer]>([
  ['an oversized frame', frame('o', Buffer.alloc(0), maxPayloadBytes + 1)],
  ['a length of 4 GiB', frame('o', Buffer.alloc(0), 0xffffffff)],
  ['an unknown type', frame('?')],
  ['a done frame too short', frame('D', Buffer.alloc(79))],
  ['a done frame too long', frame('D', Buffer.alloc(81))],
  [
    "an end that isn't one",
    frame(
      'D',
      done((payload) => payload.writeUInt8(4, 0)),
    ),
  ],
  [
    "a limit that isn't one",
    frame(
      'D',
      done((payload) => payload.writeUInt8(6, 1)),
    ),
  ],
  ['a hello too short', frame('H', Buffer.alloc(7))],
  ['a hello too long', frame('H', Buffer.alloc(65))],
  ['a sign of life with something in it', frame('W', Buffer.alloc(1))],
  ['a time taken that is cut', frame('T', Buffer.alloc(7))],
  ['a reset with something in it', frame('Z', Buffer.alloc(1))],
])('%s is refused', (_name, bytes) => {
  expect(() => new FrameParser().push(bytes)).toThrow(SandboxError)
})

test('a frame that was cut is no frame', () => {
  const parser = new FrameParser()
  expect(parser.push(frame('o', Buffer.from('hello')).subarray(0, 8))).toEqual([])
  expect(parser.isInFrame).toBe(true)
})

test.each(['', '..', '.', '-x', 'a/b', '/etc/passwd', 'a\0b', 'x'.repeat(65), 'é'])('%j is no name for a file', (name) => {
  expect(() => encodeFile(name, Buffer.alloc(0))).toThrow(RangeError)
})

test('a large file is cut into frames that each fit, the later ones appending', () => {
  const bytes = encodeFile('big', Buffer.alloc(200_000, 7))
  const lengths: number[] = []
  const flags: number[] = []
  for (let at = 0; at < bytes.length; at += 5 + bytes.readUInt32LE(at + 1)) {
    lengths.push(bytes.readUInt32LE(at + 1))
    flags.push(bytes.readUInt8(at + 5))
  }
  expect(Math.max(...lengths)).toBeLessThanOrEqual(maxPayloadBytes)
  expect(lengths.reduce((sum, length) => sum + length - 5, 0)).toBe(200_000)
  expect(flags).toEqual([0, 1, 1, 1])
})

test('what boxd would not take is not said to it', () => {
  const limits = { cpuMs: 1, wallMs: 1, stdoutBytes: 1, stackBytes: 0, fileBytes: 1, tmpBytes: 1 }
  const argv = (count: number) => ['/bin/x', ...Array.from({ length: count - 1 }, () => 'x')]
  const encode = (given: string[], links: string[] = []) =>
    encodeRun({ argv: given, links, isCompile: false, limits, input: Buffer.alloc(0), collect: [] })
  expect(encode(argv(256)).length).toBeGreaterThan(256)
  expect(() => encode(argv(257))).toThrow(RangeError)
  expect(() => encode(argv(1), argv(257))).toThrow(RangeError)
})

test("an argument can't smuggle in another", () => {
  const limits = { cpuMs: 1, wallMs: 1, stdoutBytes: 1, stackBytes: 0, fileBytes: 1, tmpBytes: 1 }
  expect(() => encodeRun({ argv: ['/bin/x', 'a\0b'], isCompile: false, limits, input: Buffer.alloc(0), collect: [] })).toThrow(
    'zero byte',
  )
})
