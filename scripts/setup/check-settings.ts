import { loadConfig } from '@eduscale/platform/config'
import { apiSettings } from '../../apps/api/src/app/config'
import { runnerSettings } from '../../apps/runner/src/config'
import { reasonOf, Trouble } from './trouble'

/** What the start sets for each of its processes, or reads in its own words: what the environment says of it isn't theirs. */
const setByStart = [
  'ACCOUNT_SECRET',
  'API_INTERNAL_URLS',
  'BOT_TOKEN',
  'DEV_MAIL',
  'HOST',
  'INTERNAL_PORT',
  'METRICS_PORT',
  'NODE_ID',
  'PORT',
  'PUBLIC_URL',
  'RECORD_SECRET',
  'RUNNER_ID',
  'RUNNER_TOKEN',
  'SESSION_SECRET',
  'SLOT_IMAGE',
  'TEST_SETS_DIR',
  'WEB_ORIGINS',
]

/** What a process of ours would refuse minutes later is told before anything is set up. Throws Trouble, naming each variable. */
export function checkSettings(env: NodeJS.ProcessEnv): void {
  const theirs = Object.fromEntries(Object.entries(env).filter(([name]) => !setByStart.includes(name)))
  for (const settings of [apiSettings, runnerSettings]) {
    try {
      loadConfig(settings, theirs)
    } catch (error) {
      throw new Trouble(reasonOf(error))
    }
  }
}
