import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { reasonOf, Trouble } from '../setup/trouble'
import { root } from '../setup/workplace'

/** Paths that differ from where this branch left `ref`, what isn't committed included; a file that was moved counts twice. */
export async function listChangedFiles(ref: string): Promise<{ base: string; paths: string[] }> {
  try {
    const base = (await git('merge-base', 'HEAD', ref)).trim()
    const tracked = await git('diff', '--name-only', '--no-renames', '-z', base)
    const untracked = await git('ls-files', '--others', '--exclude-standard', '-z')
    return { base, paths: [...new Set(`${tracked}${untracked}`.split('\0'))].filter((path) => path !== '') }
  } catch (error) {
    throw new Trouble(`What has changed since ${ref} could not be told: ${reasonOf(error)}`)
  }
}

async function git(...args: string[]): Promise<string> {
  return (await promisify(execFile)('git', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 })).stdout
}
