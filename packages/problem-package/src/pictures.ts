import { bounds } from './bounds'
import type { FileTree } from './file-tree'
import type { Picture, Statement } from './problem-package'
import { factsOfMarkdown } from './markdown'
import type { Report } from './report'

const endings = ['', '.png', '.jpg', '.jpeg', '.gif', '.pdf', '.svg', '.eps']

/** The pictures that statements name, by the names that they use. */
export function readPictures(
  tree: FileTree,
  { folder, statements, report }: { folder: string; statements: readonly Statement[]; report: Report },
): Picture[] {
  const pictures = new Map<string, Picture>()
  let totalBytes = 0
  for (const { language, markdown } of statements) {
    for (const name of factsOfMarkdown(markdown).pictures) {
      if (pictures.has(name) || /^[a-z][a-z0-9+.-]*:|^\/|^#/i.test(name)) continue
      const found = endings.map((ending) => `${folder}/${name}${ending}`).find((path) => tree.has(path))
      if (found === undefined) {
        report.ignored(folder, `the picture ${name} of the ${language} statement isn't there`)
        continue
      }
      const bytes = tree.bytes(found)
      const mediaType = mediaTypeOf(bytes)
      totalBytes += bytes.length
      if (mediaType === null) report.ignored(found, 'is not shown: only PNG, JPEG and GIF pictures are')
      else if (bytes.length > bounds.pictureBytes)
        report.ignored(found, `is not shown: it is larger than ${bounds.pictureBytes} bytes`)
      else if (totalBytes > bounds.picturesBytes) report.ignored(found, 'is not shown: the pictures are too large together')
      else pictures.set(name, { name, mediaType, bytes })
    }
  }
  return [...pictures.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** By their first bytes: a browser goes by the type that it is told, so that no file may choose it by its name. */
function mediaTypeOf(bytes: Buffer): Picture['mediaType'] | null {
  const start = bytes.subarray(0, 8)
  if (start.equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png'
  if (start[0] === 0xff && start[1] === 0xd8 && start[2] === 0xff) return 'image/jpeg'
  return /^GIF8[79]a/.test(start.toString('latin1')) ? 'image/gif' : null
}
