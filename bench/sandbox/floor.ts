import { readFile } from 'node:fs/promises'
import type { Box, RunResult, RunSpec } from '../../apps/runner/src/sandbox/sandbox'

const mebibyte = 1024 * 1024

export interface Floor {
  medianMs: number
  sumMs: number
  peakBytes: number
}

/** Bare processes on the slot's own core, from its own files: fork, execve, wait, and nothing else. */
export async function prepareFloor(box: Box): Promise<void> {
  for (const name of ['floor', 'killed']) {
    box.putFile({ name: `${name}.c`, content: await readFile(new URL(`${name}.c`, import.meta.url)) })
    const compiled = await box.run(spec(['/usr/bin/gcc', '-O2', '-o', `/box/${name}`, `/box/${name}.c`], true))
    if (compiled.end.kind !== 'exited' || compiled.end.code !== 0) fail(compiled)
  }
}

export async function runFloor(box: Box, count: number, stdin: string, argv: readonly string[]): Promise<Floor> {
  const result = await box.run(spec(['/box/floor', String(count), stdin, ...argv], true))
  return parseFloor(result.stdout.toString()) ?? fail(result)
}

/** What floor.c prints; null where a program failed. */
export function parseFloor(text: string): Floor | null {
  const [medianNs, sumNs, kilobytes = 0] = text.split(' ').map(Number)
  return medianNs && sumNs ? { medianMs: medianNs / 1e6, sumMs: sumNs / 1e6, peakBytes: kilobytes * 1024 } : null
}

export function spec(argv: readonly string[], isCompile = false): RunSpec {
  const limits = {
    cpuMs: 60_000,
    wallMs: 120_000,
    stdoutBytes: mebibyte,
    stackBytes: 64 * mebibyte,
    fileBytes: 128 * mebibyte,
    tmpBytes: 64 * mebibyte,
  }
  return { argv, isCompile, limits, input: Buffer.alloc(0), collect: [] }
}

function fail(result: RunResult): never {
  throw new Error(`the floor failed: ${JSON.stringify(result.end)} ${result.stdout.toString()}${result.stderr.toString()}`)
}

export function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)}-${Math.max(...values).toFixed(2)}`
}
