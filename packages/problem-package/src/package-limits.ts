import { z } from 'zod'
import type { PackageLimits } from './problem-package'
import type { Report } from './report'

const mebibyte = 1024 * 1024
/** Where a package names none; the format leaves it to the judge. */
const defaultMemoryMb = 1024
const defaultOutputMb = 8
/** As the judge has them (contracts/judge.ts). */
const maxMemoryMb = 2048
const minMemoryMb = 16
const maxOutputMb = 64

export const secondsSchema = z.coerce.number().min(0.05).max(60)

const positive = z.number().positive()
export const limitsSchema = z.object({
  time_limit: z.unknown().optional(),
  memory: positive.optional(),
  output: positive.optional(),
  code: positive.optional(),
  compilation_time: positive.optional(),
  compilation_memory: positive.optional(),
  validation_time: positive.optional(),
  validation_memory: positive.optional(),
  validation_output: positive.optional(),
  validation_passes: z.number().int().min(2).max(1000).optional(),
})

const fixedHere = [
  'code',
  'compilation_time',
  'compilation_memory',
  'validation_time',
  'validation_memory',
  'validation_output',
] as const

export function limitsOf(given: z.infer<typeof limitsSchema>, report: Report): Pick<PackageLimits, 'memoryMb' | 'outputBytes'> {
  for (const key of fixedHere) {
    if (given[key] !== undefined) report.ignored('problem.yaml', `limits.${key}; the platform's own holds`)
  }
  const memoryMb = bounded(Math.round(given.memory ?? defaultMemoryMb), { least: minMemoryMb, most: maxMemoryMb })
  const outputMb = bounded(given.output ?? defaultOutputMb, { least: 1 / 1024, most: maxOutputMb })
  if (given.memory !== undefined && memoryMb !== given.memory)
    report.ignored('problem.yaml', `limits.memory: ${memoryMb} MiB is used instead`)
  if (given.output !== undefined && outputMb !== given.output)
    report.ignored('problem.yaml', `limits.output: ${outputMb} MiB is used instead`)
  return { memoryMb, outputBytes: Math.round(outputMb * mebibyte) }
}

function bounded(value: number, { least, most }: { least: number; most: number }): number {
  return Math.min(most, Math.max(least, value))
}
