import { readFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { battleRecordSchema } from '@eduscale/contracts/record'
import { readZip } from '@eduscale/problem-package/read-zip'
import { Report } from '@eduscale/problem-package/report'
import { verifyRecord } from '@eduscale/record/verify-record'
import { scriptedProgram } from '@eduscale/testing/scripted-runner'
import { startDuel } from '@eduscale/testing/test-player'
import { until } from '@eduscale/testing/test-platform'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { password, signIn } from './accounts'
import { becomePlayer, newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'

/* What one owns, and how one goes: docs/decisions/0045-own-data.md. */
let platform: BrowserPlatform

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted' })
}, 300_000)
afterAll(() => platform.stop())

async function askDeletion(page: Page): Promise<void> {
  await page.goto(`${platform.webUrl}/settings`)
  await page.getByRole('button', { name: 'Delete my account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete the account?' })
  await dialog.getByText('battles against others').waitFor()
  await dialog.getByRole('button', { name: 'Delete my account' }).click()
}

const isVisitor = (page: Page) => page.getByTestId('identity').getByText('Sign in').waitFor()

test('one’s data is downloaded; the account is deleted, kept, deleted, and gone a week later', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  await host.submit(battleId, `${scriptedProgram({ verdict: 'AC', afterMs: 1 })}# my own code`)
  await friend.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
  for (const player of [host, friend]) player.leave()
  const name = `Eve ${randomBytes(4).toString('hex')}`
  const member = await host.becomeMember({ name, password })
  const { id } = member.user

  const context = await newContext(platform, 0)
  await becomePlayer(context, platform.webUrl, member)
  const page = await context.newPage()
  await page.goto(`${platform.webUrl}/arena`)
  await page.getByTestId('identity').click()
  await page.getByRole('link', { name: 'Account settings' }).click()
  await page.getByRole('link', { name: 'Your data' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('eduscale-data.zip')
  await page.getByTestId('event').getByText('Data downloaded').waitFor()
  const files = await readZip(await readFile(await download.path()), new Report())
  const code = files.paths.filter((path) => path.startsWith('code/submissions/'))
  expect(code.map((path) => files.text(path).includes('# my own code'))).toEqual([true])
  expect(files.text('account.json')).toContain(name)

  await askDeletion(page)
  await page.getByText('You are signed out. The account is deleted on').waitFor()
  await isVisitor(page)
  await signIn(page, platform.webUrl, name)
  await page.getByRole('heading', { name: `${name}, do you want to stay?` }).waitFor()
  await page.getByRole('button', { name: 'Keep my account' }).click()
  await page.getByText('Your account stays.').waitFor()
  await page.getByRole('heading', { level: 1 }).getByText('do you want to stay').waitFor({ state: 'detached' })

  // Not by whoever finds the browser signed in.
  await platform.db.query("UPDATE session_proof SET proved_at = now() - interval '1 hour'")
  await askDeletion(page)
  const proof = page.getByRole('dialog', { name: 'Is it you?' })
  await proof.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByText('You are signed out. The account is deleted on').waitFor()
  await signIn(page, platform.webUrl, name)
  await page.getByRole('button', { name: 'Let it go' }).click()
  await isVisitor(page)

  await platform.db.query(`UPDATE "user" SET deletes_at = deletes_at - interval '7 days' WHERE id = $1`, [id])
  await until('they are nobody', async () => {
    const [row] = await platform.db.query<{ kind: string }>('SELECT kind FROM "user" WHERE id = $1', [id])
    return row?.kind === 'deleted'
  })
  await signIn(page, platform.webUrl, name)
  await page.getByText('Name or password is wrong').waitFor()
  await page.goto(`${platform.webUrl}/battle/${battleId}/replay`)
  await page
    .getByText(`Deleted person #${id.slice(0, 8)}`)
    .first()
    .waitFor()
  const record = battleRecordSchema.parse((await friend.http('GET', `/v1/battles/${battleId}/record`)).body)
  const key = String((await friend.http('GET', '/v1/record-key')).body['publicKey'])
  expect(verifyRecord(record, key).filter(({ ok }) => !ok)).toEqual([])
  await context.close()
}, 180_000)

test('a guest has all of it as well, and is gone at once; what is kept is said in plain words', async () => {
  const context = await newContext(platform, 1)
  const page = await context.newPage()
  await page.goto(`${platform.webUrl}/`)
  await page.getByRole('link', { name: /^Privacy/ }).click()
  await page.getByRole('heading', { name: 'What is kept, and for how long' }).waitFor()

  await page.goto(`${platform.webUrl}/`)
  await page.getByRole('button', { name: 'Play as guest' }).first().click()
  await page.waitForURL('**/arena')
  await page.goto(`${platform.webUrl}/settings`)
  await page.getByRole('button', { name: 'Download my data' }).click()
  await page.getByText('Your data is in your downloads').waitFor()
  await page.getByRole('button', { name: 'Delete my account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete the account?' })
  await dialog.getByText('everything goes at once').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Delete my account' }).click()
  await dialog.getByRole('button', { name: 'Delete my account' }).click()
  await page.getByText('Everything you had here as a guest is being deleted').waitFor()
  await isVisitor(page)
  const count = async (kind: string) => (await platform.db.query('SELECT 1 FROM "user" WHERE kind = $1', [kind])).length
  await until('they are nobody', async () => (await count('deleted')) === 2)
  // The friend of the other test.
  expect(await count('guest')).toBe(1)
  await page.goto(`${platform.webUrl}/uk/privacy`)
  await page.getByRole('heading', { name: 'Що зберігається і як довго' }).waitFor()
  await context.close()
})
