import { expect, test } from 'vitest'
import { DockerStreamSplitter } from './docker-stream'

function chunk(which: number, text: string, length = text.length): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt8(which, 0)
  head.writeUInt32BE(length, 4)
  return Buffer.concat([head, Buffer.from(text)])
}

test('stdout and stderr are told apart, however the stream was cut', () => {
  const stream = Buffer.concat([chunk(1, 'one'), chunk(2, 'two'), chunk(1, ''), chunk(1, 'three')])
  for (let size = 1; size <= stream.length; size += 1) {
    const seen = { out: '', err: '' }
    const splitter = new DockerStreamSplitter(
      (bytes) => (seen.out += bytes.toString()),
      (bytes) => (seen.err += bytes.toString()),
    )
    for (let at = 0; at < stream.length; at += size) splitter.push(stream.subarray(at, at + size))
    expect(seen).toEqual({ out: 'onethree', err: 'two' })
  }
})

test.each([chunk(0, 'stdin comes back from nowhere'), chunk(3, 'x'), chunk(1, '', 0xffffffff), Buffer.from('HTTP/1.1 500')])(
  '%s is no such stream',
  (bytes) => {
    expect(() =>
      new DockerStreamSplitter(
        () => undefined,
        () => undefined,
      ).push(bytes),
    ).toThrow('engine')
  },
)
