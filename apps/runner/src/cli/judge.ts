import { judgeSubmission, type JudgeRequest, type Judgement } from '../judge/judge-submission'
import { parseJudgeOptions, usage, type JudgeOptions } from './judge-options'
import { readJudgeRequest } from './judge-request'
import { openSandbox } from './open-sandbox'

const internalErrorExit = 1
const badUsageExit = 2
const megabyte = 1024 * 1024

async function main(): Promise<number> {
  let options: JudgeOptions
  let request: JudgeRequest
  try {
    options = parseJudgeOptions(process.argv.slice(2))
    request = await readJudgeRequest(options)
  } catch (error) {
    console.error(`judge: ${messageOf(error)}`)
    if (process.argv.length <= 2) console.error(usage)
    return badUsageExit
  }
  const judgement = await judge(request).catch((error: unknown): Judgement => {
    console.error(`judge: ${messageOf(error)}`)
    return internalError(messageOf(error))
  })
  if (judgement.error) console.error(`judge: ${judgement.error}`)
  console.log(options.json ? JSON.stringify(present(judgement)) : describe(judgement))
  return judgement.verdict === 'IE' ? internalErrorExit : 0
}

async function judge(request: JudgeRequest): Promise<Judgement> {
  const opened = await openSandbox((line) => console.error(line), 1)
  const interrupted = new AbortController()
  const interrupt = (): void => interrupted.abort(new Error('interrupted'))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    return await judgeSubmission(opened.sandbox, request, interrupted.signal)
  } finally {
    await opened.close()
  }
}

function internalError(error: string): Judgement {
  const compile = { ok: false, exitCode: null, signal: null, output: '', cpuMs: 0, wallMs: 0, memoryBytes: 0 }
  return { verdict: 'IE', compile, tests: [], score: null, groups: [], error }
}

/** The shape that scripts rely on. */
function present({ verdict, tests, compile, score, groups, error }: Judgement): object {
  return {
    verdict,
    tests: tests.map((test) => ({
      name: test.name,
      verdict: test.verdict,
      cpuMs: test.cpuMs,
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

function describe({ verdict, tests, compile, score }: Judgement): string {
  const points = score === null ? '' : `   ${score} points`
  const lines = [`${verdict}${points}   compile ${compile.ok ? 'ok' : 'failed'}, ${compile.cpuMs.toFixed(0)} ms`]
  if (!compile.ok) lines.push(compile.output)
  for (const test of tests) {
    const how = test.signal ?? (test.exitCode ? `exit ${test.exitCode}` : '')
    lines.push(
      `${test.verdict.padEnd(8)}${test.name.padEnd(32)} ${test.cpuMs.toFixed(1).padStart(9)} ms cpu ${(test.memoryBytes / megabyte).toFixed(1).padStart(7)} MB  ${how}`,
    )
    if (test.divergence)
      lines.push(
        `        line ${test.divergence.line}: expected ${JSON.stringify(test.divergence.expected)}, got ${JSON.stringify(test.divergence.actual)}`,
      )
    if (test.message) lines.push(`        ${test.message}`)
  }
  return lines.join('\n')
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}

process.exitCode = await main()
