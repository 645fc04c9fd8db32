import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { buildImage } from '@eduscale/images/build-image'
import { openSandbox } from '../../src/cli/open-sandbox'
import { defences, type Defence } from './defences'

// `npm run -s mutations [-- WORDS]`: takes each defence away, once, and shows that an attack then succeeds. Exit code 1 where one
// doesn't: then the defence does nothing, or the corpus doesn't bite.

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const run = promisify(execFile)
const copied = ['apps/runner', 'infra', 'scripts', 'package.json', 'tsconfig.json', 'tsconfig.base.json']
/** The self-test would stop most of these before any attack; here it is the attack that shall tell. */
const withoutSelfTest = {
  file: 'apps/runner/src/sandbox/docker-sandbox.ts',
  find: 'selfTest(box, level)',
  replace: 'void [box, selfTest, level]',
}

const words = process.argv.slice(2)
const chosen = defences.filter(({ name, attack }) => words.every((word) => `${name} ${attack}`.includes(word)))
const image = await buildImage('polyglot', (line) => console.error(line))
let survived = 0
for (const [index, defence] of chosen.entries()) {
  const problems = await attackWithout(defence)
  if (problems.length === 0) survived += 1
  const [first = 'NOTHING HAPPENED'] = problems
  console.log(`${`${index + 1}/${chosen.length}`.padEnd(6)} ${defence.name}\n       ${defence.attack}: ${first.slice(0, 150)}`)
}
console.log(`\n${chosen.length - survived} of ${chosen.length} defences are held by an attack that succeeds without them`)
process.exit(survived === 0 ? 0 : 1)

async function attackWithout({ changes, attack, level = 'L2' }: Defence): Promise<string[]> {
  const tree = await mkdtemp(join(tmpdir(), 'eduscale-mutant-'))
  let mutant: string | null = null
  try {
    for (const name of copied)
      await cp(join(root, name), join(tree, name), { recursive: true, filter: (path) => !path.includes('node_modules') }).catch(
        () => undefined,
      )
    await symlink(join(root, 'node_modules'), join(tree, 'node_modules'))
    for (const change of [...changes, withoutSelfTest]) await apply(tree, change)
    if (changes.some(({ file }) => file.includes('boxd'))) mutant = await buildMutant(tree)
    const { stdout } = await run(
      process.execPath,
      ['--import', 'tsx', join(tree, 'apps/runner/test/mutations/attack-once.ts'), level, attack],
      {
        cwd: tree,
        env: { ...process.env, SLOT_IMAGE: mutant ?? image },
        timeout: 120_000,
      },
    )
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as string[]
  } finally {
    await rm(tree, { recursive: true, force: true })
    if (mutant) await run('docker', ['rmi', '-f', mutant]).catch(() => undefined)
  }
}

async function apply(tree: string, { file, find, replace }: Defence['changes'][number]): Promise<void> {
  const path = join(tree, file)
  const text = await readFile(path, 'utf8')
  if (text.split(find).length !== 2) throw new Error(`${file} has ${text.split(find).length - 1} times: ${find}`)
  await writeFile(
    path,
    text.replace(find, () => replace),
  )
}

/** boxd compiled in a slot, on top of the image; linked to the C library there, which only makes it larger. */
async function buildMutant(tree: string): Promise<string> {
  const dir = join(tree, 'infra/images/boxd')
  const names = [
    'boxd.h',
    'box.c',
    'filter.c',
    'live.c',
    'main.c',
    'meter.c',
    'program.c',
    'proto.c',
    'root.c',
    'run.c',
    'users.c',
    'waits.c',
  ]
  const opened = await openSandbox((line) => console.error(line), 1)
  try {
    const limits = { cpuMs: 20_000, wallMs: 60_000, stdoutBytes: 4 << 20, stackBytes: 0, fileBytes: 64 << 20, tmpBytes: 64 << 20 }
    const binary = await opened.sandbox.withSlot(
      async ({ box }) => {
        box.reset()
        for (const name of names) box.putFile({ name, content: await readFile(join(dir, name)) })
        const sources = names.filter((name) => name.endsWith('.c')).map((name) => `/box/${name}`)
        const base = { limits, input: Buffer.alloc(0), collect: [] }
        const compiled = await box.run({
          ...base,
          argv: ['/usr/bin/gcc', '-O1', '-w', '-o', '/box/boxd', ...sources],
          isCompile: true,
        })
        if (compiled.end.kind !== 'exited' || compiled.end.code !== 0)
          throw new Error(`the mutant does not compile: ${compiled.stderr.toString()}`)
        return (await box.run({ ...base, argv: ['/usr/bin/cat', '/box/boxd'], isCompile: false })).stdout
      },
      { signal: AbortSignal.timeout(60_000), image: 'polyglot' },
    )
    const context = join(tree, 'context')
    await cp(join(tree, 'infra/apparmor'), context, { recursive: true })
    await writeFile(join(context, 'boxd'), binary, { mode: 0o755 })
    await writeFile(join(context, 'Dockerfile'), `FROM ${image}\nCOPY boxd /usr/sbin/boxd\n`)
    const tag = `eduscale-mutant:${process.pid}`
    await run('docker', ['build', '-q', '-t', tag, context], { env: { ...process.env, DOCKER_BUILDKIT: '0' } })
    return tag
  } finally {
    await opened.close()
  }
}
