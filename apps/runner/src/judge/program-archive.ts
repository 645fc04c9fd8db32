import type { Box, RunSpec } from '../sandbox/sandbox'

const mebibyte = 1024 * 1024
const maxArchiveBytes = 64 * mebibyte
const tar = '/usr/bin/tar'

/**
 * All of /box as one archive, or null where it is too large. Made and unpacked in a box, by the program's own rights: nobody else
 * ever opens what a compiler, and thereby a contestant, has named.
 */
export async function packProgram(box: Box): Promise<Buffer | null> {
  const run = await box.run(spec([tar, '--create', '--file=-', '--directory=/box', '.'], false, Buffer.alloc(0)))
  return run.end.kind === 'exited' && run.end.code === 0 && run.exceeded === null ? run.stdout : null
}

/** Whether the box now holds what was packed. */
export async function unpackProgram(box: Box, archive: Buffer): Promise<boolean> {
  box.reset()
  const run = await box.run(spec([tar, '--extract', '--file=-', '--directory=/box', '--no-same-owner', '--touch'], true, archive))
  return run.end.kind === 'exited' && run.end.code === 0 && run.exceeded === null
}

function spec(argv: readonly string[], isCompile: boolean, input: Buffer): RunSpec {
  const limits = {
    cpuMs: 5_000,
    wallMs: 15_000,
    stdoutBytes: maxArchiveBytes,
    stackBytes: 0,
    fileBytes: 128 * mebibyte,
    tmpBytes: mebibyte,
  }
  return { argv, isCompile, limits, input, collect: [] }
}
