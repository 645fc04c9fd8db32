import type { Problem } from '@eduscale/contracts/problem'

/** A test's sample: the statement calls it `1`, the test set `sample/1`. */
export function findSample(samples: Problem['samples'], testName: string): Problem['samples'][number] | null {
  const short = testName.split('/').at(-1)
  return (
    samples.find((sample) => sample.name === testName) ??
    samples.find((sample) => sample.name.split('/').at(-1) === short) ??
    null
  )
}
