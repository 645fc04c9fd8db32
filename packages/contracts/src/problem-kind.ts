/**
 * How problems ask to be solved. What the test set says of each is in test-set.ts; every storey that treats them differently has a
 * registry with an entry for each (docs/decisions/0037-problem-kinds.md). Without zod, for the browser.
 */
export const problemKinds = ['stdio', 'files', 'function', 'interactive', 'outputs'] as const
export type ProblemKind = (typeof problemKinds)[number]
