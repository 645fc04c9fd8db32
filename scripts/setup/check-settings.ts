import { loadConfig } from '@eduscale/platform/config'
import { apiSettings } from '../../apps/api/src/app/config'
import { runnerSettings } from '../../apps/runner/src/config'
import { reasonOf, Trouble } from './trouble'

/** What a process of ours would refuse minutes later is told before anything is set up. Throws Trouble, naming each variable. */
export function checkSettings(env: NodeJS.ProcessEnv): void {
  for (const settings of [apiSettings, runnerSettings]) {
    try {
      loadConfig(settings, env)
    } catch (error) {
      throw new Trouble(reasonOf(error))
    }
  }
}
