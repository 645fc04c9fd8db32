import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'

// ZIP as every system opens it (PKWARE's APPNOTE 6.3): no encryption, names in UTF-8. Compressed by the thread pool, so that a node that
// people play on isn't held up.

export interface ZipFile {
  /** With slashes, and no way out of the archive. */
  path: string
  text: string
}

const compress = promisify(deflateRaw)
const [localHead, centralHead, end] = [0x04034b50, 0x02014b50, 0x06054b50]
const utf8Names = 0x0800
const deflated = 8
/** 1980-01-01, the first that there is: what was when is said in the files. */
const noDate = 0x0021
/** What the format's fields hold, without its extension for more. */
const [mostFiles, mostBytes] = [0xffff, 0xffffffff]

/** One file is in memory at a time, and what is listed at the end. */
export async function* writeZip(files: AsyncIterable<ZipFile>): AsyncGenerator<Buffer> {
  const listed: Buffer[] = []
  let written = 0
  for await (const { path, text } of files) {
    const [name, plain] = [Buffer.from(path), Buffer.from(text)]
    const packed = await compress(plain)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(utf8Names, 2)
    common.writeUInt16LE(deflated, 4)
    common.writeUInt16LE(noDate, 8)
    common.writeUInt32LE(crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(plain.length, 18)
    common.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(written, 10)
    listed.push(Buffer.concat([word(centralHead), Buffer.from([20, 0]), common, place, name]))
    const head = Buffer.concat([word(localHead), common, name])
    written += head.length + packed.length
    if (listed.length > mostFiles || written > mostBytes) throw new Error('more than fits into an archive')
    yield head
    yield packed
  }
  const list = Buffer.concat(listed)
  const tail = Buffer.alloc(18)
  tail.writeUInt16LE(listed.length, 4)
  tail.writeUInt16LE(listed.length, 6)
  tail.writeUInt32LE(list.length, 8)
  tail.writeUInt32LE(written, 12)
  yield list
  yield Buffer.concat([word(end), tail])
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
