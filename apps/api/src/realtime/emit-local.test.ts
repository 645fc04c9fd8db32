import { expect, test } from 'vitest'
import { encodePacket } from './emit-local'

/** Reads a frame as RFC 6455 says, to see that nothing is left over. */
function readFrame(frame: Buffer): string {
  expect(frame[0]).toBe(0x81)
  const short = frame[1] ?? 0
  const [start, length] =
    short < 126 ? [2, short] : short === 126 ? [4, frame.readUInt16BE(2)] : [10, Number(frame.readBigUInt64BE(2))]
  expect(frame.length).toBe(start + length)
  return frame.toString('utf8', start)
}

// With `42["eph",""]` around it, around the bounds of the three sizes of header.
test.each([0, 112, 113, 114, 115, 65_522, 65_523, 65_524, 65_525, 200_000])('a packet of %d characters', (length) => {
  const json = `"${'x'.repeat(length)}"`
  const { text, frame } = encodePacket('eph', json)
  expect(text).toBe(`2["eph",${json}]`)
  expect(readFrame(frame)).toBe(`4${text}`)
})

test('bytes are counted, not characters', () => {
  const { frame } = encodePacket('eph', `"${'ł'.repeat(100)}"`)
  expect(readFrame(frame)).toBe(`42["eph","${'ł'.repeat(100)}"]`)
})

test('another namespace has its name before the event', () => {
  expect(encodePacket('ev', '{}', '/watch').text).toBe('2/watch,["ev",{}]')
})
