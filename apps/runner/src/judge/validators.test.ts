import { expect, test } from 'vitest'
import { validatorSpec } from './validators'

const program = { language: 'python' as const, files: [{ name: 'validate.py', text: '' }] }

// It had the time of the reference machine on a machine of a quarter of its speed, and right programs became internal errors.
test('a validator has as much more time as the programs have', () => {
  const cpuMsAt = (speedStep: number | undefined) =>
    validatorSpec(program, { flags: [], output: Buffer.alloc(0), speedStep }).limits.cpuMs
  expect(cpuMsAt(4)).toBe(4 * cpuMsAt(1))
  expect(cpuMsAt(undefined)).toBe(cpuMsAt(1))
})
