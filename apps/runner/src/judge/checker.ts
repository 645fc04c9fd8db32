import type { CompileResult } from '@eduscale/contracts/judge'
import type { Judging, Program } from '@eduscale/contracts/test-set'
import { languages } from '../languages/registry'
import type { Language } from '../languages/language'
import type { Box, RunResult, Slot } from '../sandbox/sandbox'
import { compile } from './compile'
import { compareOutput, parseValidatorFlags, type Divergence } from './default-validator'
import { runSpec } from './limits'

export interface CheckInput {
  input: Buffer
  answer: Buffer
  output: Buffer
}

export interface Checked {
  verdict: 'AC' | 'WA' | 'IE'
  divergence: Divergence | null
  message: string | null
  error: string | null
}

export interface Checker {
  /** It runs programs on the slot's core. */
  usesSlot: boolean
  check(input: CheckInput): Promise<Checked>
}

const acceptCode = 42
const rejectCode = 43
const feedbackDir = '/tmp/feedback/'
const limits = { timeMs: 15_000, memoryMb: 768, outputBytes: 1024 * 1024 }
const maxMessageChars = 2000
const containerBytes = 1024 * 1024 * 1024

export async function prepareChecker(slot: Slot, { validators: [validator], validatorFlags }: Judging): Promise<Checker> {
  if (!validator) {
    const flags = parseValidatorFlags(validatorFlags)
    return {
      usesSlot: false,
      check: async ({ output, answer }) => {
        const divergence = compareOutput(output, answer, flags)
        return { verdict: divergence ? 'WA' : 'AC', divergence, message: null, error: null }
      },
    }
  }
  return prepareCustom(await slot.validatorBox(languages[validator.language].image), validator, validatorFlags)
}

/** In a container of its own: the input and the answer are files there, and the contestant's output is its stdin. */
async function prepareCustom(box: Box, validator: Program, flags: readonly string[]): Promise<Checker> {
  const language: Language = languages[validator.language]
  const { ok, output } = await compileOnce(box, validator)
  if (!ok) {
    const error = `the validator doesn't compile: ${output}`
    return { usesSlot: true, check: async () => ({ verdict: 'IE', divergence: null, message: null, error }) }
  }
  return {
    usesSlot: true,
    check: async ({ input, answer, output }) => {
      box.putFile({ name: 'judge.in', content: input })
      box.putFile({ name: 'judge.ans', content: answer })
      const spec = runSpec({ language, limits }, output)
      const run = await box.run({
        ...spec,
        argv: [...spec.argv, '/box/judge.in', '/box/judge.ans', feedbackDir, ...flags],
        collect: [`${feedbackDir}teammessage.txt`],
      })
      return toChecked(run)
    },
  }
}

interface Compiled {
  key: string
  result: CompileResult
}
/** What a validator's container holds: one problem's submissions come in rows, and a C++ validator takes a second to compile. */
const compiledIn = new WeakMap<Box, Compiled>()

async function compileOnce(box: Box, { language, files: sources }: Program): Promise<CompileResult> {
  const key = JSON.stringify([language, sources])
  const held = compiledIn.get(box)
  if (held?.key === key) return held.result
  compiledIn.delete(box)
  const result = await compile(box, { language: languages[language], sources, runMemoryBytes: containerBytes })
  compiledIn.set(box, { key, result })
  return result
}

function toChecked(run: RunResult): Checked {
  const message = (run.collected[0]?.toString() ?? '').trim().slice(0, maxMessageChars) || null
  if (run.exceeded === null && run.end.kind === 'exited') {
    if (run.end.code === acceptCode) return { verdict: 'AC', divergence: null, message, error: null }
    if (run.end.code === rejectCode) return { verdict: 'WA', divergence: null, message, error: null }
  }
  const how = run.exceeded
    ? `exceeded its ${run.exceeded} limit`
    : run.end.kind === 'exited'
      ? `answered ${run.end.code}`
      : `died by ${run.end.signal}`
  return {
    verdict: 'IE',
    divergence: null,
    message: null,
    error: `the validator ${how}: ${run.stderr.toString().slice(0, maxMessageChars)}`,
  }
}
