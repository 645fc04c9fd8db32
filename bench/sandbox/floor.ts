import { readFile } from 'node:fs/promises'
import type { Box, RunResult, RunSpec } from '../../apps/runner/src/sandbox/sandbox'

const mebibyte = 1024 * 1024

/** Bare processes on the slot's own core, from its own files: fork, execve, wait, and nothing else. */
export async function prepareFloor(box: Box): Promise<void> {
  box.putFile({ name: 'floor.c', content: await readFile(new URL('floor.c', import.meta.url)) })
  await box.run(spec(['/usr/bin/gcc', '-O2', '-o', '/box/floor', '/box/floor.c'], true))
}

export async function runFloor(
  box: Box,
  count: number,
  stdin: string,
  argv: readonly string[],
): Promise<{ medianMs: number; sumMs: number }> {
  const result = await box.run(spec(['/box/floor', String(count), stdin, ...argv], true))
  const [medianNs, sumNs] = result.stdout.toString().split(' ').map(Number)
  if (!medianNs || !sumNs) throw new Error(`the floor failed: ${describe(result)}`)
  return { medianMs: medianNs / 1e6, sumMs: sumNs / 1e6 }
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

function describe(result: RunResult): string {
  return `${JSON.stringify(result.end)} ${result.stdout.toString()}${result.stderr.toString()}`
}

export function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)}-${Math.max(...values).toFixed(2)}`
}
