import { openRoom, type TestPlayer } from '../../packages/testing/src/test-player'
import { until } from '../../packages/testing/src/test-platform'
import type { MeasuredPage, Stage } from './stage'

const slug = 'lonely-mittens'

export interface Battle {
  battleId: string
  /** In the browser. */
  me: MeasuredPage
  /** On sockets of this process. */
  others: TestPlayer[]
}

/** A battle that runs: its host is in a browser, and was from the lobby on; everybody else is on a socket. */
export async function startBattle(stage: Stage, given: { format: 'duel' | 'group'; players: number }): Promise<Battle> {
  const { battleId, players } = await openRoom(stage.urls, { ...given, problemSlug: slug })
  const [host, ...others] = players
  if (!host) throw new Error('nobody plays')
  const me = await stage.open(host)
  await me.page.goto(`${stage.webUrl}/battle/${battleId}`)
  await me.page.getByTestId('room-lobby').waitFor()
  await Promise.all(others.map((player) => player.enter(battleId)))
  await me.page.getByTestId('start-room').click()
  await me.page.getByTestId('clock').waitFor({ timeout: 60_000 })
  await settled(me)
  return { battleId, me, others }
}

/** The editor stands, and nothing has been loaded for a second. */
export async function settled({ page }: MeasuredPage): Promise<void> {
  await page.locator('[data-testid=editor] .cm-content').waitFor({ state: 'attached' })
  let known = -1
  await until('nothing more is loaded', async () => {
    const before = known
    known = await page.evaluate<number>(
      "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).length",
    )
    if (known !== before) await page.waitForTimeout(1_000)
    return known === before
  })
}

export function leaveAll(players: readonly TestPlayer[]): void {
  for (const player of players) player.leave()
}
