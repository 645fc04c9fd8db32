import type { Judging, Program } from '@eduscale/contracts/test-set'
import { languages } from '../languages/registry'
import type { Box, RunResult, RunSpec, Slot } from '../sandbox/sandbox'
import { compile } from './compile'
import { parseValidatorFlags } from '@eduscale/rules/validator-flags'
import { compareOutput, type Divergence } from './default-validator'
import { runSpec } from './limits'
import { withoutOutputMark } from './output-mark'
import { mayAskForPass } from './passes'
import { packProgram, unpackProgram } from './program-archive'
import { layoutOf, programFiles } from './program-files'

export interface CheckInput {
  input: Buffer
  answer: Buffer
  output: Buffer
  flags: readonly string[]
  /** From 0; a validator finds what it left in the passes before. */
  pass: number
}

export interface Checked {
  verdict: 'AC' | 'WA' | 'IE'
  divergence: Divergence | null
  /** For the contestant, and for the author. */
  message: string | null
  judgeMessage: string | null
  /** What the validator says about points; `multiplier` is a share of the test's. */
  score: { kind: 'score' | 'multiplier'; value: number } | null
  /** Which of the two files about points it left. */
  scoreFiles: { score: boolean; multiplier: boolean }
  /** The input of another pass, whatever its verdict. */
  nextPass: Buffer | null
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
const keptFeedbackDir = '/keep/'
const limits = { timeMs: 20_000, memoryMb: 768, outputBytes: 1024 * 1024 }
const maxMessageChars = 2000
const containerBytes = 1024 * 1024 * 1024
const maxNextPassBytes = 16 * 1024 * 1024

export const nothingChecked: Checked = {
  verdict: 'AC',
  divergence: null,
  message: null,
  judgeMessage: null,
  score: null,
  scoreFiles: { score: false, multiplier: false },
  nextPass: null,
  error: null,
}

/** By the tokens of the answer, without any program. */
export function compareByTokens({ output, answer, flags }: Omit<CheckInput, 'pass'>): Checked {
  const divergence = compareOutput(output, answer, parseValidatorFlags(flags))
  return { ...nothingChecked, verdict: divergence ? 'WA' : 'AC', divergence }
}

/** In containers of their own: the input and the answer are files there, and the contestant's output is their stdin. */
export async function prepareValidators(slot: Slot, judging: Judging, speedStep?: number): Promise<Checker> {
  const { validators } = judging
  const feedback = feedbackOf(judging)
  return {
    usesSlot: true,
    check: async ({ input, answer, output, flags, pass }) => {
      let merged = nothingChecked
      for (const program of validators) {
        const prepared = await prepareValidator(slot, program, { isAlone: validators.length === 1, speedStep })
        if (typeof prepared === 'string') return { ...nothingChecked, verdict: 'IE', error: prepared }
        if (mayAskForPass(judging) && pass === 0) prepared.resetKept()
        putJudgeFiles(prepared, { input, answer })
        const run = await prepared.run(validatorSpec(program, { feedback, flags, output, speedStep }))
        const checked = toChecked(run, program)
        merged = merge(merged, checked)
        if (checked.verdict !== 'AC') return merged
      }
      return merged
    },
  }
}

/** Where a validator writes: a place that outlives its run where there may be another pass. */
export function feedbackOf(judging: Judging): string {
  return mayAskForPass(judging) ? keptFeedbackDir : feedbackDir
}

/** The box of a validator with its program in it, or why there is none. */
export async function prepareValidator(
  slot: Slot,
  program: Program,
  how: { isAlone: boolean; speedStep: number | undefined },
): Promise<Box | string> {
  const { image } = languages[program.language]
  const box = await slot.validatorBox(image)
  const failure = await placeValidator(box, program, how)
  return failure === null ? box : `the validator ${program.files[0]?.name} doesn't compile: ${failure}`
}

export function putJudgeFiles(box: Box, { input, answer }: { input: Buffer; answer: Buffer }): void {
  box.putFile({ name: 'judge.in', content: input })
  box.putFile({ name: 'judge.ans', content: answer })
}

export function validatorSpec(
  { language, files }: Program,
  {
    feedback = feedbackDir,
    flags,
    output,
    speedStep,
  }: { feedback?: string; flags: readonly string[]; output: Buffer; speedStep: number | undefined },
): RunSpec {
  const named = programFiles(languages[language], { sources: files })
  const program = typeof named === 'string' ? {} : { program: layoutOf(languages[language], named) }
  const spec = runSpec({ language: languages[language], limits, ...program, speedStep }, output)
  // All that a validator leaves stays for the next pass but the request for it, which it would otherwise repeat by doing nothing.
  const fresh = feedback === keptFeedbackDir ? ['/bin/sh', '-c', 'rm -f /keep/nextpass.in; exec "$@"', 'sh'] : []
  return {
    ...spec,
    argv: [...fresh, ...spec.argv, '/box/judge.in', '/box/judge.ans', feedback, ...flags],
    collect: ['teammessage.txt', 'judgemessage.txt', 'score.txt', 'score_multiplier.txt', 'nextpass.in'].map(
      (name) => `${feedback}${name}`,
    ),
    collectBytes: maxNextPassBytes,
  }
}

/**
 * What a validator's container holds: one problem's submissions come in rows, and a C++ validator takes a second to compile. Only
 * what did compile: where a busy machine let one compile run out of time, the next test asks again.
 */
const placedIn = new WeakMap<Box, string>()
/** Validators that were compiled once, for other containers and for problems with several of them. */
const archives = new Map<string, Buffer>()
const maxArchives = 64

async function placeValidator(
  box: Box,
  { language: id, files }: Program,
  { isAlone, speedStep }: { isAlone: boolean; speedStep: number | undefined },
): Promise<string | null> {
  const key = JSON.stringify([id, files])
  if (placedIn.get(box) === key) return null
  placedIn.delete(box)
  const archive = archives.get(key)
  if (archive && (await unpackProgram(box, archive))) {
    placedIn.set(box, key)
    return null
  }
  const language = languages[id]
  const named = programFiles(language, { sources: files })
  if (typeof named === 'string') return named
  const request = { language, files: named, runMemoryBytes: containerBytes, speedStep, isOfProblem: true }
  const { ok, output } = await compile(box, request)
  await box.limitMemory(containerBytes)
  // Alone in its container it stays there; packing is for those that take turns.
  const packed = ok && !isAlone ? await packProgram(box) : null
  if (packed) remember(key, packed)
  if (!ok) return output
  placedIn.set(box, key)
  return null
}

function remember(key: string, archive: Buffer): void {
  archives.set(key, archive)
  const [oldest] = archives.keys()
  if (archives.size > maxArchives && oldest !== undefined) archives.delete(oldest)
}

/** A validator's exit code and files, as the package formats have them. */
export function toChecked(whole: RunResult, { language }: Pick<Program, 'language'>): Checked {
  const run = withoutOutputMark(whole, languages[language])
  const [team, judge, score, multiplier, nextPass] = run.collected
  const message = text(team)
  const judgeMessage = text(judge)
  const parsed = parseScore(score ?? null, multiplier ?? null)
  if (run.exceeded === null && run.end.kind === 'exited' && typeof parsed !== 'string') {
    const scoreFiles = { score: Boolean(score), multiplier: Boolean(multiplier) }
    const said = { divergence: null, message, judgeMessage, score: parsed, scoreFiles, nextPass: nextPass ?? null, error: null }
    if (run.end.code === acceptCode) return { ...said, verdict: 'AC' }
    if (run.end.code === rejectCode) return { ...said, verdict: 'WA' }
  }
  return {
    ...nothingChecked,
    verdict: 'IE',
    judgeMessage,
    error: `the validator ${howItFailed(run, parsed)}: ${run.stderr.toString().slice(0, maxMessageChars)}`,
  }
}

function howItFailed(run: RunResult, score: unknown): string {
  if (run.oomKills > 0) return 'ran out of memory'
  if (run.exceeded) return `exceeded its ${run.exceeded} limit`
  if (run.end.kind === 'signalled') return `died by ${run.end.signal}`
  return typeof score === 'string' ? `gave a score that is no number (${score || 'an empty file'})` : `answered ${run.end.code}`
}

function text(file: Buffer | null | undefined): string | null {
  return file?.toString().trim().slice(0, maxMessageChars) || null
}

/** What C++, Python and Java print of a number, and no more: `Number` would take `0x10` and an empty file for one. */
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/** A string: what isn't a number. */
function parseScore(score: Buffer | null, multiplier: Buffer | null): Checked['score'] | string {
  const [kind, file] = score ? (['score', score] as const) : (['multiplier', multiplier] as const)
  if (file === null) return null
  const word = text(file) ?? ''
  const value = Number(word)
  return decimal.test(word) && Number.isFinite(value) ? { kind, value } : word.slice(0, 40)
}

/** Of several validators all must accept; what the first says stays. */
function merge(first: Checked, second: Checked): Checked {
  return {
    verdict: second.verdict,
    divergence: null,
    message: first.message ?? second.message,
    judgeMessage: first.judgeMessage ?? second.judgeMessage,
    score: first.score ?? second.score,
    scoreFiles: {
      score: first.scoreFiles.score || second.scoreFiles.score,
      multiplier: first.scoreFiles.multiplier || second.scoreFiles.multiplier,
    },
    nextPass: first.nextPass ?? second.nextPass,
    error: second.error,
  }
}
