import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type Say = (line: string) => void

export interface DockerBuild {
  tag: string
  context: string
  /** Path of the Dockerfile; unset: the context's own. */
  file?: string
  label: string
  buildArgs: Record<string, string>
  say: Say
}

/** Throws with the last lines of the build's output. */
export async function dockerBuild({ tag, context, file, label, buildArgs, say }: DockerBuild): Promise<void> {
  const hasBuildx = await run('docker', ['buildx', 'version']).then(
    () => true,
    () => false,
  )
  // Proxies are the predefined build arguments: docker takes their values from here and keeps them out of the history.
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [
    '--build-arg',
    name,
  ])
  const args = [
    'build',
    '--network',
    'host',
    '--rm',
    '--force-rm',
    '-t',
    tag,
    '--label',
    label,
    ...(file ? ['-f', file] : []),
    ...Object.entries(buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...proxies,
    context,
  ]
  const child = spawn('docker', args, {
    env: { ...process.env, DOCKER_BUILDKIT: hasBuildx ? '1' : '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const tail: string[] = []
  const follow = (chunk: Buffer): void => {
    for (const line of chunk.toString().split('\n')) {
      if (line.trim() === '') continue
      tail.push(line)
      if (tail.length > 40) tail.shift()
      if (/^(Step|#\d+ \[)/.test(line)) say(line.slice(0, 100))
    }
  }
  child.stdout.on('data', follow)
  child.stderr.on('data', follow)
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(`docker build of ${tag} failed:\n${tail.join('\n')}`)
}

export async function hasImage(reference: string): Promise<boolean> {
  return run('docker', ['image', 'inspect', '--format', '{{.Id}}', reference]).then(
    () => true,
    () => false,
  )
}

/** The stages before the last are as large as the image; nothing needs them once it exists. */
export async function removeStages(): Promise<void> {
  await run('docker', ['image', 'prune', '-f', '--filter', 'label=eduscale.stage=build']).catch(() => undefined)
}

/**
 * Removes what was built under this label and name before, but for `keep`. The engine refuses where a container uses one, and
 * that is left for the next time.
 */
export async function removeEarlier({
  repository,
  keep,
  label,
}: {
  repository: string
  keep: string
  label: string
}): Promise<void> {
  const { stdout } = await run('docker', [
    'image',
    'ls',
    '--filter',
    `label=${label}`,
    '--format',
    '{{.Repository}}:{{.Tag}}',
    repository,
  ])
  const earlier = stdout.split('\n').filter((reference) => reference !== '' && reference !== keep)
  for (const reference of earlier) await run('docker', ['image', 'rm', reference]).catch(() => undefined)
}
