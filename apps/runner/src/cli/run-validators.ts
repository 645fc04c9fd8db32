import type { Program } from '@eduscale/contracts/test-set'
import type { PackageTest, ProblemPackage } from '@eduscale/problem-package/problem-package'
import { kindRules } from '@eduscale/rules/problem-kinds'
import { compile } from '../judge/compile'
import { programFiles } from '../judge/program-files'
import { runSpec } from '../judge/limits'
import { mayAskForPass } from '../judge/passes'
import { languages } from '../languages/registry'
import type { Box, RunResult, Sandbox } from '../sandbox/sandbox'

export interface ValidatorRow {
  kind: 'input' | 'output'
  name: string
  ok: boolean
  tests: number
  /** The tests that it refuses, each with what it said. */
  refused: string[]
}

const acceptCode = 42
const limits = { timeMs: 20_000, memoryMb: 768, outputBytes: 1024 * 1024 }
const compileMemoryBytes = 1024 * 1024 * 1024
const feedbackDir = '/tmp/feedback/'

interface How {
  signal: AbortSignal
  /** By how much limits of time are stretched on this machine. */
  speedStep: number
}

export type ValidatorTask = (sandbox: Sandbox, how: How) => Promise<ValidatorRow>

/** Input validators on every input, and output validators on the answers themselves where an answer is an output. */
export function validatorTasks(problem: ProblemPackage): ValidatorTask[] {
  const { io, validators, validatorFlags } = problem.judging
  const inputs = problem.inputValidators.map(({ name, program }): ValidatorTask => async (sandbox, how) => {
    const run = async (box: Box, test: PackageTest): Promise<RunResult> => {
      const { inputValidatorFlags: flags } = test
      const own = Array.isArray(flags) ? flags : (flags[name] ?? [])
      return runProgram(box, { program, input: test.input, args: own, speedStep: how.speedStep })
    }
    return { kind: 'input', name, ...(await runAll(sandbox, { program, tests: problem.tests, run }, how)) }
  })
  const answersAreOutputs = kindRules[io.kind].answers === 'right-outputs' && !mayAskForPass(problem.judging)
  if (!answersAreOutputs) return inputs
  const outputs = validators.map((program, index): ValidatorTask => async (sandbox, how) => {
    const run = async (box: Box, test: PackageTest): Promise<RunResult> => {
      box.putFile({ name: 'judge.in', content: Buffer.from(test.input) })
      box.putFile({ name: 'judge.ans', content: Buffer.from(test.answer) })
      const args = ['/box/judge.in', '/box/judge.ans', feedbackDir, ...(test.validatorFlags ?? validatorFlags)]
      return runProgram(box, { program, input: test.answer, args, speedStep: how.speedStep })
    }
    const name = validators.length > 1 ? `answers ${index + 1}` : 'answers'
    const done = await runAll(sandbox, { program, tests: problem.tests, run }, how)
    // An answer file of a secret test may be anything that its validator understands; a sample's is shown as an output.
    const ok = done.tests > 0 && !done.refused.some((line) => line.startsWith('sample/'))
    return { kind: 'output', name, ...done, ok }
  })
  return [...inputs, ...outputs]
}

async function runProgram(
  box: Box,
  { program, input, args, speedStep }: { program: Program; input: string; args: readonly string[]; speedStep: number },
): Promise<RunResult> {
  const spec = runSpec({ language: languages[program.language], limits, speedStep }, Buffer.from(input))
  return box.run({ ...spec, argv: [...spec.argv, ...args], collect: [`${feedbackDir}teammessage.txt`] })
}

async function runAll(
  sandbox: Sandbox,
  {
    program,
    tests,
    run,
  }: { program: Program; tests: readonly PackageTest[]; run: (box: Box, test: PackageTest) => Promise<RunResult> },
  { signal, speedStep }: How,
): Promise<Pick<ValidatorRow, 'ok' | 'tests' | 'refused'>> {
  const language = languages[program.language]
  return sandbox.withSlot(
    async ({ box }) => {
      const files = programFiles(language, { sources: program.files })
      if (typeof files === 'string') return { ok: false, tests: 0, refused: [files] }
      const compiled = await compile(box, { language, files, runMemoryBytes: compileMemoryBytes, speedStep, isOfProblem: true })
      if (!compiled.ok) return { ok: false, tests: 0, refused: [`it does not compile: ${compiled.output.slice(0, 1000)}`] }
      await box.limitMemory(compileMemoryBytes)
      const refused: string[] = []
      for (const test of tests) {
        const done = await run(box, test)
        if (done.exceeded === null && done.end.kind === 'exited' && done.end.code === acceptCode) continue
        const said = `${done.stderr.toString()}\n${done.stdout.toString()}`.trim().split('\n').at(-1) ?? ''
        refused.push(`${test.name}: ${describeEnd(done)} ${said}`.slice(0, 300).trim())
      }
      return { ok: refused.length === 0, tests: tests.length, refused }
    },
    { signal, image: language.image },
  )
}

function describeEnd({ exceeded, end }: RunResult): string {
  if (exceeded) return `over its ${exceeded} limit`
  return end.kind === 'exited' ? `exit ${end.code}` : `died by ${end.signal}`
}
