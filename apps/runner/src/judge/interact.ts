import type { Judging, Program } from '@eduscale/contracts/test-set'
import { languages } from '../languages/registry'
import { BusyMachineError, type Box, type OutputListener, type RunResult, type Slot } from '../sandbox/sandbox'
import { runSpec, type Limited } from './limits'
import { passingOnWithoutMark, withoutOutputMark } from './output-mark'
import { feedbackOf, prepareValidator, putJudgeFiles, toChecked, validatorSpec, type Checked } from './validators'

export interface Interaction {
  run: RunResult
  checked: Checked
  /**
   * The validator's output was closed before the program's: it tells who was left by whom. Results don't, since both end within
   * milliseconds then, and boxd has more to do after one than after the other.
   */
  isValidatorFirst: boolean
}

const validatorWallMs = 30_000
/** A limit of the validator's own: the contestant's says nothing about what it is told. Passing it is the problem's fault. */
const validatorOutputBytes = 64 * 1024 * 1024
/** A validator that waits for a core may make the program wait so many times its wall limit. */
const patience = 10

interface Given {
  limited: Limited
  judging: Judging
  test: { input: Buffer; answer: Buffer; flags: readonly string[]; pass: number }
}

/**
 * Program and validator, each in its own container on the slot's core, what one writes being the other's input. Whoever ends,
 * or closes its output, closes the other's input. Nothing that one of them doesn't read stops the other from ending: both have their limits.
 *
 * At its wall limit the program is stopped: one that sleeps keeps nobody from the slot for longer. How long the validator waited for a
 * core is known only then. Where that is why the program took so long, they talk once more, with patience; where the validator's
 * directory outlives its runs, with patience at once.
 */
export async function interact(slot: Slot, given: Given): Promise<Interaction | string> {
  const { limited, judging, test } = given
  const [program] = judging.validators
  if (!program) return 'an interactive problem needs a validator'
  const box = await prepareValidator(slot, program, { isAlone: true, speedStep: limited.speedStep })
  if (typeof box === 'string') return box
  if (judging.maxPasses > 1 && test.pass === 0) box.resetKept()
  putJudgeFiles(box, test)
  const talk = async (times: number): Promise<Interaction | null> => talkOnce({ slot, box, program, given, times })
  return (judging.maxPasses > 1 ? null : await talk(1)) ?? (await talk(patience)) ?? 'a talk was cut short'
}

/** Null: cut short by its wall limit, though the program itself was in time. `times` its wall limit it may take by the clock. */
async function talkOnce({
  slot,
  box,
  program,
  given: { limited, judging, test },
  times,
}: {
  slot: Slot
  box: Box
  program: Program
  given: Given
  times: number
}): Promise<Interaction | null> {
  const spec = runSpec(limited, Buffer.alloc(0))
  const judge = validatorSpec(program, {
    feedback: feedbackOf(judging.maxPasses),
    flags: test.flags,
    output: Buffer.alloc(0),
    speedStep: limited.speedStep,
  })
  let firstSilent: 'program' | 'validator' | null = null
  const toProgram: OutputListener = (bytes) => {
    if (bytes !== null) return contestant.write(bytes)
    firstSilent ??= 'validator'
    contestant.end()
  }
  const toValidator: OutputListener = (bytes) => {
    if (bytes !== null) return validator.write(bytes)
    firstSilent ??= 'program'
    validator.end()
  }
  const validator = box.talk(
    {
      ...judge,
      limits: {
        ...judge.limits,
        stdoutBytes: validatorOutputBytes,
        wallMs: patience * spec.limits.wallMs + validatorWallMs * (limited.speedStep ?? 1),
      },
    },
    passingOnWithoutMark(toProgram, languages[program.language]),
  )
  const patient = { ...spec.limits, wallMs: times * spec.limits.wallMs }
  const contestant = slot.box.talk(
    { ...spec, limits: patient, endsWhenIdle: true },
    passingOnWithoutMark(toValidator, limited.language),
  )
  const [run, verdict] = await Promise.all([
    contestant.result.then((result) => {
      validator.end()
      return result
    }),
    validator.result.then((result) => {
      contestant.end()
      return { checked: toChecked(result), waitedMs: result.waitedMs }
    }),
  ])
  const limitMs = spec.limits.wallMs
  const isCutShort = run.exceeded === 'wall' && run.wallMs > limitMs && run.wallMs - verdict.waitedMs <= limitMs
  if (times === 1 && isCutShort) return null
  return {
    run: withoutPartnersWait(withoutOutputMark(run, limited.language), { waitedMs: verdict.waitedMs, limitMs }),
    checked: verdict.checked,
    isValidatorFirst: firstSilent === 'validator',
  }
}

/** What the machine took from the validator, the program waited for: it doesn't count for its wall limit. */
function withoutPartnersWait(run: RunResult, { waitedMs, limitMs }: { waitedMs: number; limitMs: number }): RunResult {
  const wallMs = Math.max(0, run.wallMs - waitedMs)
  const isOver = wallMs > limitMs
  if (run.exceeded === 'wall' && !isOver && waitedMs > limitMs)
    throw new BusyMachineError(`the machine is too busy: a validator waited ${Math.round(waitedMs / 1000)} s for a core`)
  return { ...run, wallMs, exceeded: run.exceeded ?? (isOver ? 'wall' : null) }
}
