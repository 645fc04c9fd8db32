import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { usesAppArmor } from './docker'
import { hasProgram } from './system-packages'
import { reasonOf, Trouble } from './trouble'
import { isRoot, root } from './workplace'

const profile = 'eduscale-slot'
const profileFile = join(root, 'infra/apparmor', profile)
const command = `apparmor_parser --replace ${profileFile}`
const loadedProfiles = '/sys/kernel/security/apparmor/profiles'

/**
 * Docker's own AppArmor profile forbids the namespaces in which programs are judged, so where the engine uses AppArmor our profile
 * must be loaded. An engine on another machine is that machine's matter.
 */
export async function prepareAppArmor(engineHost: string): Promise<void> {
  // Without root we can't even see whether it is loaded; explainRunnerFailure() tells then.
  if (!isRoot || !engineHost.startsWith('unix:') || !(await usesAppArmor(engineHost)) || isLoaded()) return
  if (!hasProgram('apparmor_parser'))
    throw new Trouble('AppArmor blocks the sandbox, and its profile needs apparmor_parser: apt-get install apparmor')
  await promisify(execFile)('apparmor_parser', ['--replace', profileFile], {
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  }).catch((cause: unknown) => {
    throw new Trouble(`AppArmor blocks the sandbox, and its profile could not be loaded: ${command}\n${reasonOf(cause)}`)
  })
}

/** One more sentence for a runner that did not start, where AppArmor may be the reason. */
export async function explainRunnerFailure(engineHost: string): Promise<string> {
  if (isRoot || !(await usesAppArmor(engineHost).catch(() => false))) return ''
  return ` AppArmor blocks the sandbox until its profile is loaded, which needs root once per boot: sudo ${command}`
}

function isLoaded(): boolean {
  return existsSync(loadedProfiles) && readFileSync(loadedProfiles, 'utf8').includes(`${profile} (`)
}
