import { plainProgram } from '../asked-program'
import { compareByTokens } from '../validators'
import { runsAlone } from './kind'

/** A program reads its standard input and writes its standard output. */
export const stdio = runsAlone(plainProgram, compareByTokens)
