import type { TestResult } from '@eduscale/contracts/judge'
import type { Judgement } from '../judge-submission'

const megabyte = 1024 * 1024
const lastLines = 5
const longestLine = 300

/** `speedStep`: by how much limits of time were stretched on this machine. */
type Stepped = Judgement & { speedStep: number }

/** The shape that scripts rely on; `details` are for authors, who may see what secret tests hold. */
export function presentJudgement(judgement: Stepped, { details }: { details: boolean }): object {
  if (details) return judgement
  const { verdict, tests, compile, score, groups, error, speedStep } = judgement
  return {
    verdict,
    speedStep,
    tests: tests.map((test) => ({
      name: test.name,
      verdict: test.verdict,
      cpuMs: test.cpuMs,
      kernelMs: test.kernelMs ?? 0,
      wallMs: test.wallMs,
      memoryBytes: test.memoryBytes,
      exitCode: test.exitCode,
      signal: test.signal,
      ...(test.score === null ? {} : { score: test.score }),
    })),
    compile,
    ...(score === null ? {} : { score, groups }),
    ...(error ? { error } : {}),
  }
}

export function describeJudgement({ verdict, tests, compile, score, speedStep }: Stepped): string {
  const points = score === null ? '' : `   ${score} points`
  const lines = [
    `${verdict}${points}   compile ${compile.ok ? 'ok' : 'failed'}, ${compile.cpuMs.toFixed(0)} ms   ${describeStep(speedStep)}`,
  ]
  if (!compile.ok) lines.push(compile.output)
  for (const test of tests) {
    const how = test.signal ?? (test.exitCode ? `exit ${test.exitCode}` : '')
    lines.push(
      `${test.verdict.padEnd(8)}${test.name.padEnd(32)} ${test.cpuMs.toFixed(1).padStart(9)} ms cpu (${(test.kernelMs ?? 0).toFixed(0)} kernel) ${(test.memoryBytes / megabyte).toFixed(1).padStart(7)} MB  ${how}`,
      ...explainTest(test),
    )
  }
  return lines.join('\n')
}

/** As it stands in all that authors read. */
export function describeStep(step: number): string {
  return `time limits x ${step} on this machine`
}

type Explained = Pick<TestResult, 'verdict'> &
  Partial<Pick<TestResult, 'exceeded' | 'divergence' | 'message' | 'judgeMessage' | 'stderr'>>

/** Why a test ended as it did, as indented lines; a test that was accepted has messages at most. */
export function explainTest({ verdict, exceeded, divergence, message, judgeMessage, stderr }: Explained): string[] {
  const lines: string[] = []
  if (exceeded) lines.push(`over its ${exceeded} limit`)
  if (divergence)
    lines.push(
      `line ${divergence.line}: expected ${JSON.stringify(divergence.expected)}, got ${JSON.stringify(divergence.actual)}`,
    )
  lines.push(...linesOf(message, ''), ...linesOf(judgeMessage, 'judge: '))
  if (verdict !== 'AC') lines.push(...linesOf(stderr, 'stderr: ').slice(-lastLines))
  return lines.map((line) => `        ${line}`)
}

function linesOf(text: string | null | undefined, prefix: string): string[] {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => `${prefix}${line.trimEnd().slice(0, longestLine)}`)
}
