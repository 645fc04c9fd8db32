import type { Signature } from '@eduscale/contracts/signature'
import type { Judging } from '@eduscale/contracts/test-set'
import type { Language } from '../languages/language'
import { programFiles, type Source } from './program-files'

/** What a kind of problem asks of the program that a contestant hands in, and how it is given a test. */
export interface AskedProgram {
  /** The contestant's files with what is put beside or around them, entry first; a sentence where they make no program. */
  files(language: Language, given: { sources: readonly Source[]; includes: Judging['includes'] }): Source[] | string
  /** What the contestant's function is to be, where a driver of ours is around it. */
  signature: Signature | null
  /** The file of its directory that a test's input is in; null: its standard input. */
  inputFile: string | null
  /** The file that its answer is in, and what is said of a run that left none; null: its standard output. */
  answerFile: { path: string; saidOfNone: string } | null
  /** By the wall, beside three times its limit of processor time. */
  spareWallMs: number
}

/** Reads its standard input and writes its standard output. */
export const plainProgram: AskedProgram = {
  files: programFiles,
  signature: null,
  inputFile: null,
  answerFile: null,
  spareWallMs: 1000,
}
