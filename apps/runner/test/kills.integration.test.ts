import { afterEach, beforeEach, expect, test } from 'vitest'
import { findImage } from '@eduscale/images/build-image'
import { seedNumber } from '../../../scripts/tests/share'
import { OwnDockerd } from './own-dockerd'
import { ownerLabel } from '../src/sandbox/slot-spec'
import { containersOf, ownerOf, RunnerWorld, waitFor, type Runner } from './runner-world'

let world: RunnerWorld
beforeEach(async () => {
  world = await RunnerWorld.open()
})
afterEach(async () => world.close())

const kinds = ['battle', 'practice', 'run', 'rejudge'] as const
/** What is handed in, and what must come out of it whoever dies meanwhile. */
const programs = [
  { text: 'import time\ntime.sleep(0.6)\nprint(input())', verdict: 'AC' },
  { text: 'print(int(input()) + 1)', verdict: 'WA' },
  { text: 'import time\ntime.sleep(0.3)\nraise ValueError', verdict: 'RTE' },
  { text: 'print(', verdict: 'CE' },
] as const

test('thirty jobs of every kind and three runners killed among them: each has its one right verdict', async () => {
  const random = randomOf(seedNumber())
  const expected = new Map<string, string>()
  for (let index = 0; index < 30; index += 1) {
    const program = programs[Math.floor(random() * programs.length)] ?? programs[0]
    const kind = kinds[index % kinds.length] ?? 'run'
    expected.set(await world.submit(program.text, { kind }), program.verdict)
  }
  let runner: Runner | null = await world.startRunner('load-0')
  for (let kill = 1; kill <= 3; kill += 1) {
    const seen = world.progress.length
    const steps = 3 + Math.floor(random() * 12)
    await waitFor('it is at work', async () => world.progress.length >= seen + steps || world.results.length >= expected.size)
    runner.process.kill('SIGKILL')
    const dead = `load-${kill - 1}`
    // One that was made and not started yet stays, with nothing in it; the next runners take it away.
    await waitFor('its containers go with it', async () => (await containersOf(dead, 'running')) === '')
    runner = await world.startRunner(`load-${kill}`)
  }
  await waitFor(
    'every job has a verdict',
    async () => new Set(world.results.map((result) => result.submissionId)).size >= expected.size,
    110_000,
  )
  await waitFor('the queues are empty', async () => (await world.countJobs()) === 0)
  // The first result counts, as the api has it; one that was handed over in the moment of a kill may come again, and must agree.
  const verdicts = new Map<string, Set<string>>()
  for (const { submissionId, verdict } of world.results) {
    verdicts.set(submissionId, (verdicts.get(submissionId) ?? new Set()).add(verdict))
  }
  expect([...verdicts.keys()].toSorted()).toEqual([...expected.keys()].toSorted())
  for (const [id, found] of verdicts) expect([id, [...found]]).toEqual([id, [expected.get(id)]])
}, 240_000)

// Only root may start an engine.
test.runIf(process.getuid?.() === 0)(
  'the engine killed under running jobs: the breaker opens and closes, each job has its one right verdict, no container stays',
  async () => {
    const image = process.env['SLOT_IMAGE'] ?? (await findImage('polyglot'))
    if (image === null) throw new Error('the image polyglot is missing: npm run images -- polyglot')
    const engine = await OwnDockerd.open()
    try {
      await engine.start()
      await engine.copyImage(image)
      const { url } = await world.startRunner('engine', { DOCKER_HOST: engine.host, SLOT_IMAGE: image })
      const expected = new Map<string, string>()
      for (let index = 0; index < 16; index += 1) {
        const isRight = index % 3 !== 2
        // Long enough to be met by the kill.
        const text = `import time\ntime.sleep(0.5)\nprint(int(input())${isRight ? '' : ' + 1'})`
        expected.set(await world.submit(text, { kind: kinds[index % kinds.length] ?? 'run' }), isRight ? 'AC' : 'WA')
      }
      await waitFor('some are judged and some run', async () => world.results.length > 1 && world.progress.length > 6)
      await engine.kill()
      await waitFor('the breaker is open', async () => world.beats.at(-1)?.breaker === 'open')
      expect((await fetch(`${url}/readyz`)).status).toBe(503)
      await engine.start()
      await waitFor('the breaker is closed', async () => world.beats.at(-1)?.breaker === 'closed')
      const hasAll = async () => {
        await world.requeueLost()
        return new Set(world.results.map((result) => result.submissionId)).size >= expected.size
      }
      await waitFor('every job has a verdict', hasAll, 110_000)
      await waitFor('the queues are empty', async () => (await world.countJobs()) === 0)
      // Requeueing may catch a job between its end and its result's arrival; the api keeps the first, and both must agree.
      const verdicts = new Set(world.results.map(({ submissionId, verdict }) => `${submissionId} ${verdict}`))
      expect([...verdicts].toSorted()).toEqual([...expected].map(([id, verdict]) => `${id} ${verdict}`).toSorted())
      const containers = async () =>
        (await engine.docker('ps', '-aq', '--filter', `label=${ownerLabel}=${ownerOf('engine')}`)).split('\n')
      // One warm container per slot at most; those of before the kill are gone.
      await waitFor('no container is left over', async () => (await containers()).length <= (world.beats.at(-1)?.slots ?? 0))
      await world.stopRunners()
      await waitFor('none is', async () => (await containers()).join('') === '')
    } finally {
      await world.stopRunners()
      await engine.close()
    }
  },
  300_000,
)

/** A linear congruential generator: the same seed kills at the same steps. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
