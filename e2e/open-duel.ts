import type { Page } from 'playwright-core'
import { newContext, type BrowserPlatform } from './browser-platform'

export interface DuelPages {
  battleId: string
  host: Page
  friend: Page
  close: () => Promise<void>
}

/** Two browsers on two api nodes, in a rated battle that runs. `script` runs in each page before its own. */
export async function openDuel(platform: BrowserPlatform, script = ''): Promise<DuelPages> {
  const contexts = [await newContext(platform, 0), await newContext(platform, 1)] as const
  for (const context of contexts) await context.addInitScript(script)
  const [host, friend] = [await contexts[0].newPage(), await contexts[1].newPage()]
  await friend.goto(await invite(platform, host))
  await friend.getByRole('button', { name: 'Join as a guest' }).click()
  const battleId = await bothReady([host, friend])
  const close = async () => {
    for (const context of contexts) await context.close()
  }
  return { battleId, host, friend, close }
}

/** Host's page in the arena with an invitation made; returns its link. */
export async function invite(platform: BrowserPlatform, host: Page): Promise<string> {
  await host.goto(`${platform.webUrl}/`)
  await host.getByRole('button', { name: 'Play as guest' }).first().click()
  await host.waitForURL('**/arena')
  await host.getByRole('radio', { name: 'Easy' }).check({ force: true })
  // For guests it isn't unless they say so.
  await host.getByRole('checkbox', { name: /Rated/ }).check()
  await host.getByRole('button', { name: 'Create a link' }).click()
  return host.getByTestId('invite-link').inputValue()
}

/** Until the clock runs; returns the battle's id. */
export async function bothReady(pages: readonly Page[]): Promise<string> {
  await Promise.all(pages.map((page) => page.waitForURL('**/battle/*')))
  for (const page of pages) await page.getByRole('button', { name: 'Ready', exact: true }).click()
  await Promise.all(pages.map((page) => page.getByTestId('clock').waitFor({ timeout: 30_000 })))
  return new URL(pages[0]?.url() ?? '').pathname.split('/').at(-1) ?? ''
}
