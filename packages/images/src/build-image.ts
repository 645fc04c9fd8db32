import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { lockOnMachine } from '@eduscale/platform/machine-lock'
import { findBase, writeHostInputs } from './base-image'
import { dockerBuild, hasImage, removeEarlier, removeStages, type Say } from './docker-build'
import { fetchNodeOfImage } from './node-binary'

/*
 * Three kinds of images, each tagged by the hash of all it is built from, so that one that exists is the right one:
 * boxd alone; a toolchain per folder of infra/images with a Dockerfile; and the image a slot runs, which is a toolchain with
 * boxd on top.
 */
const imagesDir = fileURLToPath(new URL('../../../infra/images', import.meta.url))
const sharedDir = join(imagesDir, 'shared')
const waitForBuildMs = 3_000

type Inputs = [path: string, content: Buffer][]

interface Plan {
  repository: string
  tag: string
  build: (say: Say) => Promise<void>
}

/** The image's tag where it was built already, else null. */
export async function findImage(name: string): Promise<string | null> {
  const { tag } = await planSlot(name)
  return (await hasImage(tag)) ? tag : null
}

/** Builds the image unless it is there; answers its tag. Progress goes to `say`, a line at a time. */
export async function buildImage(name: string, say: Say): Promise<string> {
  const plan = await planSlot(name)
  await make(plan, say)
  return plan.tag
}

async function planSlot(name: string): Promise<Plan> {
  const toolchain = await planToolchain(name)
  const boxd = await planBoxd()
  const file = join(sharedDir, 'slot.Dockerfile')
  const inputs: Inputs = [
    ['toolchain', Buffer.from(toolchain.tag)],
    ['boxd', Buffer.from(boxd.tag)],
    ['slot.Dockerfile', await readFile(file)],
  ]
  return plan(name, inputs, async (context, say) => {
    await make(boxd, say)
    await make(toolchain, say)
    return { context, file, buildArgs: { TOOLCHAIN: toolchain.tag, BOXD: boxd.tag } }
  })
}

async function planToolchain(name: string): Promise<Plan> {
  const inputs = [...(await listFiles(join(imagesDir, name), '')), ...(await listShared('prepare.sh', 'finish.sh'))]
  const hasNode = inputs.some(([path]) => path === 'node.json')
  if (hasNode) inputs.push(['esbuild.version', Buffer.from(esbuildVersion())])
  return plan(`${name}-toolchain`, inputs, async (context, say) => {
    if (hasNode) {
      await cp(esbuildBinary(), join(context, 'esbuild'))
      await fetchNodeOfImage(join(imagesDir, name), context)
    }
    await writeHostInputs(join(context, 'host'))
    return { context, buildArgs: { BASE_IMAGE: await findBase(say) } }
  })
}

async function planBoxd(): Promise<Plan> {
  const inputs = [...(await listFiles(join(imagesDir, 'boxd'), 'boxd/')), ...(await listShared('prepare.sh', 'boxd.Dockerfile'))]
  return plan('boxd', inputs, async (context, say) => {
    await writeHostInputs(join(context, 'host'))
    const file = join(context, 'shared/boxd.Dockerfile')
    return { context, file, buildArgs: { BASE_IMAGE: await findBase(say) } }
  })
}

type Prepare = (context: string, say: Say) => Promise<{ context: string; file?: string; buildArgs: Record<string, string> }>

function plan(name: string, inputs: Inputs, prepare: Prepare): Plan {
  const repository = `eduscale/${name}`
  const hash = createHash('sha256')
  for (const [path, content] of inputs.toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path}\0${content.length}\0`).update(content)
  const tag = `${repository}:${hash.digest('hex').slice(0, 16)}`
  const build = async (say: Say): Promise<void> => {
    const context = await mkdtemp(join(tmpdir(), 'eduscale-image-'))
    try {
      for (const [path, content] of inputs) {
        await mkdir(join(context, path, '..'), { recursive: true })
        await writeFile(join(context, path), content)
      }
      await dockerBuild({ tag, say, label: `eduscale.image=${name}`, ...(await prepare(context, say)) })
    } finally {
      await rm(context, { recursive: true, force: true })
      await removeStages()
    }
  }
  return { repository, tag, build }
}

async function make({ repository, tag, build }: Plan, say: Say): Promise<void> {
  if (await hasImage(tag)) return
  // A runner and a command line that start together would both build for minutes, and one image would be left over.
  let lock = await lockOnMachine(`image-${tag}`)
  if (!lock) say(`another process builds ${tag}; waiting for it`)
  while (!lock) {
    await sleep(waitForBuildMs)
    lock = await lockOnMachine(`image-${tag}`)
  }
  try {
    if (await hasImage(tag)) return
    const startedAt = Date.now()
    say(`building ${tag} (once)`)
    await build(say)
    say(`built ${tag} in ${Math.round((Date.now() - startedAt) / 1000)} s`)
    await removeEarlier({ repository, keep: tag, label: `eduscale.image=${repository.replace('eduscale/', '')}` })
  } finally {
    lock.close()
  }
}

async function listShared(...names: string[]): Promise<Inputs> {
  return Promise.all(names.map(async (name) => [`shared/${name}`, await readFile(join(sharedDir, name))] as const)).then(
    (files) => files.map(([path, content]) => [path, content]),
  )
}

async function listFiles(dir: string, prefix: string): Promise<Inputs> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      return [prefix + relative(dir, path), await readFile(path)]
    }),
  )
}

function esbuildBinary(): string {
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64'
  return createRequire(new URL('../package.json', import.meta.url)).resolve(`@esbuild/linux-${arch}/bin/esbuild`)
}

function esbuildVersion(): string {
  return String(createRequire(esbuildBinary())('../package.json').version)
}
