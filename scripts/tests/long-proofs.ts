export interface LongProof {
  name: string
  what: string
  /** On a quiet machine of two cores. */
  minutes: number
  /** A program of Node's and its arguments. */
  command: readonly string[]
}

/** Whole, where `npm test` alone runs a share. */
const tests = (...paths: string[]): string[] => ['scripts/test.mjs', ...paths]
const script = (path: string, ...args: string[]): string[] => ['--import', 'tsx', path, ...args]

export const longProofs: readonly LongProof[] = [
  {
    name: 'fuzzing',
    what: 'many times as many random packages, frames, battles and rooms as in a test run',
    minutes: 3,
    command: tests(
      'problem-package/test/fuzz',
      'runner/test/fuzz',
      'battle-model',
      'byte-collector',
      'read-ephemeral',
      'replay-track',
      'room-choice',
      '--testTimeout=3600000',
    ),
  },
  {
    name: 'hostile',
    what: 'every hostile program on both levels of isolation, and some with stretched limits',
    minutes: 7,
    command: tests('runner/test/hostile', 'runner/test/speed'),
  },
  {
    name: 'functions',
    what: 'functions in every language with every type, and what their errors say',
    minutes: 5,
    command: tests('runner/test/signature', 'runner/test/own-words'),
  },
  {
    name: 'busy-machine',
    what: 'verdicts of every language while each core has eight others that want it',
    minutes: 6,
    command: tests('runner/test/busy-machine'),
  },
  {
    name: 'sealing',
    what: 'sealed statements, and battles over runners of different speed',
    minutes: 3,
    command: tests('api/test/sealed', 'api/test/speed-steps'),
  },
  {
    name: 'sessions',
    what: 'ten thousand browsers by chance, of twenty tabs each: nobody is out, and a stolen key always ends its family',
    minutes: 12,
    command: tests('api/test/session-tabs'),
  },
  {
    name: 'accessibility',
    what: 'every page in both themes, at both widths and in each language has no violation of axe',
    minutes: 8,
    command: tests('e2e/accessibility'),
  },
  {
    name: 'problems',
    what: 'every submission of every problem package has the verdict it promises',
    minutes: 3,
    command: script('scripts/verify-problems.ts'),
  },
  {
    name: 'node-versions',
    what: 'unit and integration tests on the newest Node.js of the other lines',
    minutes: 20,
    command: script('scripts/node-versions.ts'),
  },
  {
    name: 'mutations',
    what: 'without a defence of the sandbox an attack succeeds',
    minutes: 4,
    command: script('apps/runner/test/mutations/run.ts'),
  },
  {
    name: 'chaos-rounds',
    what: 'battles under each fault, by fixed seeds',
    minutes: 5,
    command: tests('api/test/chaos'),
  },
  {
    name: 'chaos',
    what: 'battles under random faults for twenty minutes',
    minutes: 21,
    command: script('scripts/chaos.ts', '--minutes', '20'),
  },
  {
    name: 'mutations:battles',
    what: 'without a guard of the battles the harness fails, and with it, it does not',
    minutes: 35,
    command: script('apps/api/test/mutations/run.ts'),
  },
  {
    name: 'mutations:access',
    what: 'without a guard of who one is and what one may do a test fails, and with all of them, none does',
    minutes: 12,
    command: script('apps/api/test/mutations/run-access.ts'),
  },
]
