import { readZip } from '@eduscale/problem-package/read-zip'
import { Report } from '@eduscale/problem-package/report'
import { addresses } from '@eduscale/contracts/routes/addresses'
import { scriptedProgram } from '@eduscale/testing/scripted-runner'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import type { TestPlatform } from '@eduscale/testing/test-platform'
import { lang, newName, password } from './ways-in'

/* What tests of what a person owns share. */

/** An export as whoever gets it opens it, by a reader of archives that isn't ours. */
export async function exportOf(player: TestPlayer) {
  const archive = await player.api.download(addresses.exportData, { query: { lang } })
  const files = await readZip(Buffer.from(await archive.arrayBuffer()), new Report())
  const all = files.paths.map((path) => files.text(path)).join('\n')
  return {
    paths: files.paths,
    all,
    text: (path: string) => files.text(path),
    rows: (kind: string) =>
      files.has(`${kind}.json`) ? (JSON.parse(files.text(`${kind}.json`)) as Record<string, unknown>[]) : [],
  }
}

/** Two members who have played a ranked duel to its end, of which the first has won; each has typed and submitted something of their own. */
export async function playDuel(platform: TestPlatform) {
  const { battleId, host, friend } = await startDuel(platform.urls)
  const ops = [{ atMs: 1, change: { text: 'typed by the host' } }]
  await host.connection.request('edit', { b: battleId, batch: { n: 1, language: 'python', ops } })
  await friend.submit(battleId, `${scriptedProgram({ verdict: 'WA', afterMs: 1 })}# of the friend`)
  await host.submit(battleId, `${scriptedProgram({ verdict: 'AC', afterMs: 1 })}# of the host`)
  await friend.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
  for (const player of [host, friend]) player.leave()
  const name = newName()
  return { battleId, friend, name, nameThen: host.user.name, member: await host.becomeMember({ name, password }) }
}
