import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../setup/workplace'
import type { Lane } from './lanes'

/** One run of vitest over a lane's projects. */
export interface LaneRun {
  child: ChildProcess
  /** Vitest's exit code. */
  ended: Promise<number>
}

export function runLane(options: {
  lane: Lane
  /** For vitest, besides the projects. */
  args: readonly string[]
  /** Where it writes what became of the tests. */
  results: string
  env: Record<string, string>
  /** It has the terminal for itself; else its lines go between those of others. */
  isAlone: boolean
}): LaneRun {
  const { lane, args, results, env, isAlone } = options
  const projects = lane.projects.map((project) => `--project=${project}`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`]
  const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', ...projects, ...reporters, ...args], {
    cwd: root,
    stdio: ['ignore', isAlone ? 'inherit' : 'pipe', isAlone ? 'inherit' : 'pipe'],
    // A process group of its own, so that whatever tests have started ends with it.
    detached: true,
    env: { ...process.env, NODE_ENV: 'test', ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...env },
  })
  if (child.stdout) passOn(child.stdout, process.stdout)
  if (child.stderr) passOn(child.stderr, process.stderr)
  const ended = new Promise<number>((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code ?? 1)))
  return { child, ended }
}

/** In whole lines. */
function passOn(from: NodeJS.ReadableStream, to: NodeJS.WritableStream): void {
  let rest = ''
  from.setEncoding('utf8')
  from.on('data', (chunk: string) => {
    const end = (rest + chunk).lastIndexOf('\n') + 1
    to.write((rest + chunk).slice(0, end))
    rest = (rest + chunk).slice(end)
  })
  from.on('end', () => rest !== '' && to.write(`${rest}\n`))
}
