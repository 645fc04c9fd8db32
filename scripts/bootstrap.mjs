import { spawn } from 'node:child_process'
import { accessSync, constants, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// What must happen before anything of ours or of others can be imported: check Node, install the npm packages.

const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a TypeScript program of this folder, once what it needs to run at all is there. */
export async function bootstrap(program) {
  process.chdir(root)
  try {
    checkNode()
    checkWritable()
    if (!hasDependencies()) await installDependencies()
  } catch (error) {
    console.error(`\n${error.message}`)
    process.exit(1)
  }
  const { register } = await import('tsx/esm/api')
  register()
  await import(program)
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  if (fitsNode(engines.node, process.version)) return
  const lines = listLines(engines.node).map(({ major, minor }) => `${major}.${minor}`)
  throw new Error(`EduScale needs Node.js ${lines.join(', or ')}, or newer of these lines; this is ${process.version}.`)
}

/** Whether a version is in `engines` of package.json: `^20.19.0 || >=24.0.0`. */
export function fitsNode(engines, version) {
  const [major, minor] = version.slice(1).split('.').map(Number)
  return listLines(engines).some((line) => (major === line.major ? minor >= line.minor : line.isOpen && major > line.major))
}

function listLines(engines) {
  return engines.split('||').map((range) => {
    const [, sign, major, minor] = /(\^|>=)(\d+)\.(\d+)/.exec(range)
    return { major: Number(major), minor: Number(minor), isOpen: sign === '>=' }
  })
}

function checkWritable() {
  try {
    accessSync(root, constants.W_OK)
  } catch {
    throw new Error(
      `This user may not write in ${root}, where packages and data go; clone the repository to a folder of your own.`,
    )
  }
}

/** npm leaves a lockfile of what it installed in node_modules; it must hold every package of ours in the same version. */
function hasDependencies() {
  try {
    const installed = readPackages('node_modules/.package-lock.json')
    return Object.entries(readPackages('package-lock.json'))
      .filter(([path, { optional }]) => path.includes('node_modules/') && !optional)
      .every(([path, { integrity }]) => installed[path] && installed[path].integrity === integrity)
  } catch {
    return false
  }
}

function readPackages(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8')).packages
}

async function installDependencies() {
  const startedAt = Date.now()
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`
  process.stdout.write('npm packages: installing (once; about a minute)\n')
  const alive = setInterval(() => process.stdout.write(`  still installing, ${seconds()}\n`), 15_000)
  // Not `npm ci`: npm 11 refuses a lockfile without the binaries of every other platform, which a registry that holds only some
  // of them can't give. This installs the versions of the lockfile too, and leaves the lockfile as it is.
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=warn']
  const child = spawn('npm', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => child.on('error', () => resolve(-1)).on('close', resolve))
  clearInterval(alive)
  // npm only warns when the disk is full, and exits with 0; its record of what it installed would then be wrong.
  if (output.includes('ENOSPC')) rmSync(join(root, 'node_modules/.package-lock.json'), { force: true })
  if (code !== 0 || output.includes('ENOSPC')) throw new Error(explain(code, output))
  process.stdout.write(`npm packages: installed in ${seconds()}\n`)
}

function explain(code, output) {
  if (code === -1) return 'npm was not found; it comes with Node.js (on Debian: apt-get install npm).'
  if (output.includes('ENOSPC')) return 'The disk is full: the npm packages need about 1 GB. Free some space and start again.'
  if (/EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET/.test(output)) {
    return `The npm registry can't be reached; check the network (or npm's proxy and registry settings) and start again.\n${output.trim()}`
  }
  return `npm install failed:\n${output.trim()}`
}
