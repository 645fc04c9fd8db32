import { judgePriorities, maxVersionChars, type RunnerHeartbeat } from '@eduscale/contracts/judge'
import { languages } from './languages/registry'
import { selfTestLimits } from './sandbox/self-test'
import type { Sandbox } from './sandbox/sandbox'

/** The versions of an image's languages, asked of the compilers themselves, in a box. */
export async function readLanguageVersions(
  sandbox: Sandbox,
  { image, signal }: { image: string; signal: AbortSignal },
): Promise<RunnerHeartbeat['languages']> {
  return sandbox.withSlot(
    async ({ box }) => {
      box.reset()
      const versions: RunnerHeartbeat['languages'] = []
      for (const { id, versionArgv } of Object.values(languages).filter((language) => language.image === image)) {
        const run = await box.run({
          argv: versionArgv,
          isCompile: false,
          limits: { ...selfTestLimits, cpuMs: 10_000, wallMs: 30_000 },
          input: Buffer.alloc(0),
          collect: [],
        })
        const text = `${run.stdout.toString()}${run.stderr.toString()}`
        versions.push({ id, version: (/\d+(\.\d+)+/.exec(text)?.[0] ?? text.trim()).slice(0, maxVersionChars) })
      }
      return versions
    },
    // Nobody waits for it as long as there are submissions.
    { signal, image, priority: judgePriorities.rejudge },
  )
}
