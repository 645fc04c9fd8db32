import { isUtf8 } from 'node:buffer'
import type { Signature } from '@eduscale/contracts/signature'
import type { IoOf } from '@eduscale/contracts/test-set'
import { parseValidatorFlags } from '@eduscale/rules/validator-flags'
import { compareValues } from '@eduscale/signature/compare-values'
import { driverFiles, usualResultPath } from '@eduscale/signature/targets/driver-files'
import { parseValue } from '@eduscale/signature/value'
import type { Language } from '../../languages/language'
import { plainProgram } from '../asked-program'
import type { Check } from '../checker'
import { refusalOf, type Source } from '../program-files'
import { nothingChecked } from '../validators'
import { runsAlone, type JudgeKind } from './kind'

/** A function instead of a program: a driver calls it with the arguments of each test, and values are compared. */
export function ofFunction({ signature }: IoOf<'function'>): JudgeKind {
  const program = {
    ...plainProgram,
    files: (language: Language, { sources }: { sources: readonly Source[] }) => functionFiles(signature, language, sources),
    signature,
    answerFile: { path: usualResultPath, saidOfNone: 'your program ended before the function returned' },
  }
  return runsAlone(program, checkFunction(signature))
}

/** The contestant's function with the driver that calls it, entry first; a sentence where the language has no functions. */
function functionFiles(signature: Signature, language: Language, sources: readonly Source[]): Source[] | string {
  const driver = driverFiles(signature, language.id)
  if (!driver) return `this problem asks for a function, which ${language.id} has not`
  const [entry, ...others] = sources
  if (!entry) return 'no code'
  const taken = others.find(({ name }) => driver.files.some((file) => file.name === name) || name === driver.solution)
  if (taken) return `the problem brings a file ${taken.name} of its own; call yours otherwise`
  const unwanted = others.find(({ name }) => driver.excludes?.includes(name))
  if (unwanted) return `a function comes without a file ${unwanted.name}; call yours otherwise`
  const refusal = refusalOf(language, [...driver.files, { name: driver.solution }, ...others], others)
  if (refusal !== undefined) return refusal
  return [...driver.files, { name: driver.solution, text: entry.text }, ...others]
}

/** A double of one digit may be right with two dozen. What is longer than that is wrong, and reading it would hold up the runner. */
const maxGrowth = 32
const spareResultBytes = 64 * 1024

/** Result and answer as values, not as text: spaces don't matter, and doubles may differ in their last digits. */
export function checkFunction(signature: Signature): Check {
  return ({ output, answer, flags }) => {
    const type = signature.result
    const wanted = parseValue(answer.toString(), type)
    if (!wanted.ok) return { ...nothingChecked, verdict: 'IE', error: `the answer is no ${type}: ${wanted.error}` }
    if (output.length > spareResultBytes + answer.length * maxGrowth)
      return { ...nothingChecked, verdict: 'WA', message: 'the result is far longer than it can be' }
    // Decoded, all bytes that aren't UTF-8 would equal one another, and a replacement character in the answer.
    if (!isUtf8(output)) return { ...nothingChecked, verdict: 'WA', message: `the result is no ${type}: it is not UTF-8` }
    const result = parseValue(output.toString(), type)
    if (!result.ok) return { ...nothingChecked, verdict: 'WA', message: `the result is no ${type}: ${result.error}` }
    const { absoluteTolerance, relativeTolerance } = parseValidatorFlags(flags)
    const isGiven = absoluteTolerance !== null || relativeTolerance !== null
    const tolerance = isGiven ? { tolerance: { absolute: absoluteTolerance ?? 0, relative: relativeTolerance ?? 0 } } : {}
    const difference = compareValues({ result: result.value, answer: wanted.value, type, ...tolerance })
    if (!difference) return nothingChecked
    const at = difference.path === '' ? '' : `${difference.path} = `
    const divergence = { line: 1, expected: `${at}${difference.expected}`, actual: `${at}${difference.actual}` }
    return { ...nothingChecked, verdict: 'WA', divergence }
  }
}
