import type { Slot } from '../sandbox/sandbox'
import type { TestRunOptions } from './test-runner'
import { nothingChecked, prepareValidators, type CheckInput, type Checked, type Checker } from './validators'

/** How an output is compared with the answer where the problem brings no validator. Throws RangeError for flags that it doesn't know. */
export type Check = (input: CheckInput) => Checked

/** The problem's own validators, else `check`. */
export async function openChecker(slot: Slot, { judging, speedStep }: TestRunOptions, check: Check): Promise<Checker> {
  if (judging.validators.length > 0) return prepareValidators(slot, judging, speedStep)
  return {
    usesSlot: false,
    check: async (input) => {
      try {
        return check(input)
      } catch (error) {
        // Flags that nobody knows: certain, and so a verdict and not a fault to be tried again.
        if (error instanceof RangeError) return { ...nothingChecked, verdict: 'IE', error: error.message }
        throw error
      }
    },
  }
}
