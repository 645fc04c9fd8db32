import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dockerBuild, hasImage, removeEarlier } from './docker-build'

const run = promisify(execFile)
const repository = `eduscale-test/image-${process.pid}`
const label = `eduscale.image=test-${process.pid}`
const containers: string[] = []
let context: string

beforeAll(async () => {
  context = await mkdtemp(join(tmpdir(), 'eduscale-image-test-'))
})
afterAll(async () => {
  if (containers.length > 0) await run('docker', ['rm', '-f', ...containers])
  const { stdout } = await run('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', repository])
  const left = stdout.split('\n').filter((line) => line !== '')
  if (left.length > 0) await run('docker', ['image', 'rm', '-f', ...left])
  await rm(context, { recursive: true })
})

async function build(name: string, labelled = label): Promise<string> {
  const tag = `${repository}:${name}`
  await writeFile(join(context, 'content'), name)
  await writeFile(join(context, 'Dockerfile'), 'FROM scratch\nCOPY content /content\n')
  await dockerBuild({ tag, context, label: labelled, buildArgs: {}, say: () => undefined })
  return tag
}

test('images of earlier contents go once there is a new one; those in use and those of others stay', async () => {
  const unused = await build('unused')
  const used = await build('used')
  const foreign = await build('foreign', 'somebody=else')
  const { stdout } = await run('docker', ['create', used, '/content'])
  containers.push(stdout.trim())
  const current = await build('current')
  await removeEarlier({ repository, keep: current, label })
  expect(await hasImage(unused)).toBe(false)
  expect(await hasImage(used)).toBe(true)
  expect(await hasImage(foreign)).toBe(true)
  expect(await hasImage(current)).toBe(true)
})

test('a build that fails says the last lines of what it said', async () => {
  await writeFile(join(context, 'Dockerfile'), 'FROM scratch\nCOPY nothing-of-this-name /\n')
  const building = dockerBuild({ tag: `${repository}:broken`, context, label, buildArgs: {}, say: () => undefined })
  await expect(building).rejects.toThrow(/nothing-of-this-name/)
})
