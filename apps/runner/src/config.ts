import { hostname } from 'node:os'
import { maxSlots, runnerIdSchema, speedSteps } from '@eduscale/contracts/judge'
import { flag, list, loadConfig } from '@eduscale/platform/config'
import { z } from 'zod'
import { languages } from './languages/registry'

const schema = z.object({
  /** Names the runner's containers and heartbeats; two runners of one engine need two names. */
  RUNNER_ID: runnerIdSchema.default(
    `runner-${hostname()
      .replace(/[^a-zA-Z0-9_.-]/g, '-')
      .slice(0, 32)}`,
  ),
  REDIS_URL: z.string(),
  /** The internal ports of api nodes, which serve test sets; the next is asked when one fails. */
  API_INTERNAL_URLS: list.pipe(z.array(z.url()).min(1)).default(['http://127.0.0.1:4005']),
  /** What the api's RUNNER_TOKEN says. */
  RUNNER_TOKEN: z.string().min(16),
  /** Submissions judged at a time; unset: one per core of the engine. */
  SLOTS: z.coerce.number().int().min(1).max(maxSlots).optional(),
  /** Cores of the engine that slots may use, as in `0-1,3`; unset: all. Runners on several hosts that share an engine divide them so. */
  SLOT_CORES: z
    .string()
    .regex(/^\d+(-\d+)?(,\d+(-\d+)?)*$/, 'cores are written as in 0-1,3')
    .transform(parseCores)
    .optional(),
  /** Read by the engine's client itself; here for what is said when it can't be reached. */
  DOCKER_HOST: z.string().default('unix:///var/run/docker.sock'),
  DOCKER_CERT_PATH: z.string().optional(),
  /** Whether images of languages that aren't there are built, in the background; the first image always is. */
  BUILD_IMAGES: flag.default(true),
  /** Images that are there under these names, as in `polyglot=eduscale/polyglot:1,go=eduscale/go:1`; the others are looked for and built. */
  SLOT_IMAGES: z
    .string()
    .transform((text, context) => parseImages(text, (message) => context.addIssue(message)))
    .optional(),
  /** The same for the first image alone. */
  SLOT_IMAGE: z.string().optional(),
  /** Unset: L2 where the engine's host allows it, else L1. */
  SANDBOX_LEVEL: z.enum(['L2', 'L1']).optional(),
  /** Another runtime of the engine for slots, as `runsc` for gVisor. */
  SLOT_RUNTIME: z.string().optional(),
  /** The cgroup above all slots, whose weight is yours to set; unset: one for each core (docs/runbooks/add-a-runner.md). */
  SLOT_CGROUP_PARENT: z
    .string()
    .regex(/^[\w./:-]{2,200}$/)
    .optional(),
  /** By how much limits of time are stretched: 1, 1.5, 2, 3 or 4. Unset: measured at the start. */
  RUNNER_SPEED: z.coerce.number().pipe(z.literal(speedSteps)).optional(),
  /** Memory for compiled programs that may be sent again. */
  COMPILE_CACHE_MB: z.coerce.number().int().min(0).default(256),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: z.coerce.number().int().default(4011),
  TEST_SETS_DIR: z.string().default('.data/test-sets'),
  /** Test sets on disk are removed, the least recently used first, above this size. */
  TEST_SETS_MB: z.coerce.number().int().min(1).default(512),
  LOG_LEVEL: z.string().default('info'),
})

/** Those that are given, and no word about those that aren't: what a start can tell before it sets anything up. */
export const runnerSettings = schema.partial()

export type RunnerConfig = z.infer<typeof schema>

export function loadRunnerConfig(): RunnerConfig {
  return loadConfig(schema)
}

export function parseCores(text: string): number[] {
  const cores = text.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number)
    return Array.from({ length: Math.min(maxSlots, Math.max(0, last - first + 1)) }, (_, index) => first + index)
  })
  return [...new Set(cores)].sort((a, b) => a - b)
}

/** By the name that languages know an image by; what is wrong with the text goes to `complain`. */
export function parseImages(text: string, complain: (message: string) => void): ReadonlyMap<string, string> {
  const known = new Set(Object.values(languages).map(({ image }) => image))
  const images = new Map<string, string>()
  for (const part of text.split(',').filter((one) => one.trim() !== '')) {
    const [, name = '', reference = ''] = /^([^=]*)=(.*)$/.exec(part.trim()) ?? []
    if (name === '' || !/^[\w./:@-]+$/.test(reference)) complain(`${part.trim()} is not written as in go=eduscale/go:1`)
    else if (!known.has(name)) complain(`no language has an image ${name}; there are ${[...known].join(', ')}`)
    else if (images.has(name)) complain(`${name} is named twice`)
    else images.set(name, reference)
  }
  return images
}
