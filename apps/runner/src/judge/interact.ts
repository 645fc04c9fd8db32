import type { Judging, Program } from '@eduscale/contracts/test-set'
import { languages } from '../languages/registry'
import { BusyMachineError, type Box, type OutputListener, type RunResult, type Slot } from '../sandbox/sandbox'
import { runSpec, type Limited } from './limits'
import { passingOnWithoutMark, withoutOutputMark } from './output-mark'
import { mayAskForPass } from './passes'
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
 * What the validator takes of the core, or waits for it, doesn't count for the program's wall limit. The program's boxd is told of it
 * while they talk; on a machine that is busy enough it may hear of it too late. What the validator says when the program was stopped
 * shows that: then they talk once more, with twice the limit. A validator whose directory outlives its runs gets that at once.
 */
export async function interact(slot: Slot, given: Given): Promise<Interaction | string> {
  const { limited, judging, test } = given
  const [program] = judging.validators
  if (!program) return 'an interactive problem needs a validator'
  const box = await prepareValidator(slot, program, { isAlone: true, speedStep: limited.speedStep })
  if (typeof box === 'string') return box
  if (mayAskForPass(judging) && test.pass === 0) box.resetKept()
  putJudgeFiles(box, test)
  const talk = async (times: number): Promise<Talked> => talkOnce({ slot, box, program, given, times })
  const first = await talk(mayAskForPass(judging) ? 2 : 1)
  const last = first.isInDoubt && !mayAskForPass(judging) ? await talk(2) : first
  // Else it didn't even read what it was told, and its boxd heard of nothing behind that.
  if (last.isInDoubt && last.validatorWaitedMs > last.limitMs)
    throw new BusyMachineError(
      `the machine is too busy: a validator waited ${Math.round(last.validatorWaitedMs / 1000)} s for a core`,
    )
  return last
}

interface Talked extends Interaction {
  /** Stopped by its wall limit, though the program itself may have been in time. */
  isInDoubt: boolean
  validatorWaitedMs: number
  limitMs: number
}

/** The program's wall limit is `times` as long. */
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
}): Promise<Talked> {
  const spec = runSpec(limited, Buffer.alloc(0))
  const limitMs = spec.limits.wallMs
  const judge = validatorSpec(program, {
    feedback: feedbackOf(judging),
    flags: test.flags,
    output: Buffer.alloc(0),
    speedStep: limited.speedStep,
  })
  const wallMs = patience * limitMs + validatorWallMs * (limited.speedStep ?? 1)
  const judgeLimits = { ...judge.limits, stdoutBytes: validatorOutputBytes, wallMs }
  let firstSilent: 'program' | 'validator' | null = null
  let hasEnded = false
  /** What the validator had taken when the program ended, or soon after: what it says then, nobody waits for. */
  let takenMs: number | null = null
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
    { ...judge, limits: judgeLimits, tellsTaken: true },
    {
      onOutput: passingOnWithoutMark(toProgram, languages[program.language]),
      onTaken: (ms) => {
        if (hasEnded) takenMs ??= ms
        else contestant.partnerTook(ms)
      },
    },
  )
  const contestant = slot.box.talk(
    { ...spec, limits: { ...spec.limits, wallMs: times * limitMs }, endsWhenIdle: true },
    { onOutput: passingOnWithoutMark(toValidator, limited.language) },
  )
  const [run, verdict] = await Promise.all([
    contestant.result.then((result) => {
      hasEnded = true
      validator.end()
      return result
    }),
    validator.result.then((result) => {
      contestant.end()
      return result
    }),
  ])
  const own = withoutPartnersTime(run, takenMs ?? verdict.cpuMs + verdict.waitedMs)
  return {
    run: { ...withoutOutputMark(own, limited.language), exceeded: run.exceeded ?? (own.wallMs > limitMs ? 'wall' : null) },
    checked: toChecked(verdict, program),
    isValidatorFirst: firstSilent === 'validator',
    isInDoubt: run.exceeded === 'wall' && !run.wasIdle && own.wallMs <= limitMs,
    validatorWaitedMs: verdict.waitedMs,
    limitMs,
  }
}

/** What its validator ran and waited for a core, the program waited for, except while it ran itself. */
function withoutPartnersTime(run: RunResult, takenMs: number): RunResult {
  return { ...run, wallMs: Math.max(0, Math.min(run.cpuMs, run.wallMs), run.wallMs - takenMs) }
}
