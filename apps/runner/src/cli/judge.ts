import { printable } from '@eduscale/rules/printable'
import { judgeSubmission, type JudgeRequest, type Judgement } from '../judge-submission'
import { parseJudgeOptions, usage, type JudgeOptions } from './judge-options'
import { readJudgeRequest } from './judge-request'
import { openSandbox } from './open-sandbox'
import { describeJudgement, presentJudgement } from './present-judgement'
import { wantsHelp } from './wants-help'

/** As `package` has it. */
const internalErrorExit = 3
const badUsageExit = 2

async function main(): Promise<number> {
  if (wantsHelp(process.argv.slice(2))) {
    console.log(usage)
    return 0
  }
  let options: JudgeOptions
  let request: JudgeRequest
  try {
    options = parseJudgeOptions(process.argv.slice(2))
    request = await readJudgeRequest(options)
  } catch (error) {
    console.error(`judge: ${printable(messageOf(error))}`)
    if (process.argv.length <= 2) console.error(usage)
    return badUsageExit
  }
  const judgement = await judge(withProgress(request)).catch((error: unknown) => ({
    ...internalError(messageOf(error)),
    speedStep: 1,
  }))
  clearProgress()
  if (judgement.error) console.error(`judge: ${printable(judgement.error)}`)
  console.log(options.json ? JSON.stringify(presentJudgement(judgement, options)) : printable(describeJudgement(judgement)))
  return judgement.verdict === 'IE' ? internalErrorExit : 0
}

/** What happens at the moment, for somebody who looks on: one line on stderr that is written over, and gone before the result. */
function say(words: string): void {
  process.stderr.write(`\r\u001b[K${words}`)
}

function clearProgress(): void {
  if (process.stderr.isTTY) say('')
}

function withProgress(request: JudgeRequest): JudgeRequest {
  if (!process.stderr.isTTY) return request
  const all = request.tests.length
  let done = 0
  return {
    ...request,
    onCompiling: () => say('compiling ...'),
    onTest: () => say(`test ${(done += 1)} of ${all} ...`),
  }
}

async function judge(request: JudgeRequest): Promise<Judgement & { speedStep: number }> {
  const opened = await openSandbox((line) => console.error(line), 1)
  const interrupted = new AbortController()
  const interrupt = (): void => interrupted.abort(new Error('interrupted'))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    const { step: speedStep } = opened.speed
    return { speedStep, ...(await judgeSubmission(opened.sandbox, { ...request, speedStep }, interrupted.signal)) }
  } finally {
    await opened.close()
  }
}

function internalError(error: string): Judgement {
  const compile = { ok: false, exitCode: null, signal: null, output: '', cpuMs: 0, wallMs: 0, memoryBytes: 0 }
  return { verdict: 'IE', compile, tests: [], score: null, groups: [], error }
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}

process.exitCode = await main()
