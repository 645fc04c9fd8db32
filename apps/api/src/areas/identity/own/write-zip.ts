import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'

export interface ZipFile {
  /** With slashes, and no way out of the archive. */
  path: string
  text: string
}

const compress = promisify(deflateRaw)
/** As the format's own number has it. */
const deflated = 8
/** The first date that there is: what was when is said in the files. */
const noDate = new Date(1980, 0, 1)
/** What the format's fields hold, without its extension for more; the library doesn't look. */
const [mostFiles, mostBytes] = [0xffff, 0xffffffff]

/**
 * A ZIP as every system opens it, while its files come: one is in memory at a time. They are compressed by the thread pool, so that a node that
 * people play on isn't held up.
 */
export async function* writeZip(files: AsyncIterable<ZipFile>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  let [count, bytes] = [0, 0]
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
    bytes += chunk.length
  })
  const take = () => {
    const taken = ready
    ready = []
    return taken
  }
  for await (const { path, text } of files) {
    const plain = Buffer.from(text)
    const packed = await compress(plain)
    const file: ZipInputFile = {
      filename: path,
      mtime: noDate,
      size: plain.length,
      crc: crc32(plain),
      compression: deflated,
    }
    count += 1
    zip.add(file)
    file.ondata?.(null, new Uint8Array(packed), true)
    if (count > mostFiles || bytes > mostBytes) throw new Error('more than fits into an archive')
    yield* take()
  }
  zip.end()
  yield* take()
}
