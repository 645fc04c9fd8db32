import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sessionPath } from '@eduscale/contracts/routes/session-addresses'
import { playersOrigin } from '@eduscale/testing/players-origin'
import { findFreePort } from '@eduscale/testing/free-port'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import type { TestPlayer } from '@eduscale/testing/test-player'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const webRoot = fileURLToPath(new URL('../apps/web', import.meta.url))

export const chromiumOptions = {
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

export interface BrowserPlatform extends TestPlatform {
  webUrl: string
  browser: Browser
  /** For another browser on the same machine. */
  browserArgs: readonly string[]
  stop: () => Promise<void>
}

/** Two api nodes, a runner (with real containers, or one where programs say what becomes of them), the built web app, and Chromium. */
export async function startBrowserPlatform(
  options: {
    env?: Record<string, string> | ((webUrl: string) => Promise<Record<string, string>>)
    runner?: 'scripted'
    /** What this machine is called in a local network, without a certificate: pages are no secure contexts there. */
    lanName?: string
  } = {},
): Promise<BrowserPlatform> {
  const port = await findFreePort()
  const { lanName = '127.0.0.1' } = options
  const inLan = (url: string) => url.replace('127.0.0.1', lanName)
  const webUrl = inLan(`http://127.0.0.1:${port}`)
  const env = typeof options.env === 'function' ? await options.env(webUrl) : options.env
  const platform = await startTestPlatform({
    nodes: 2,
    runner: options.runner ?? true,
    env: {
      PUBLIC_URL: webUrl,
      // As `npm start` has it: this machine has two names.
      WEB_ORIGINS: [playersOrigin, webUrl, localhostOf(webUrl)].join(','),
      TRUSTED_PROXIES: 'loopback',
      ...env,
    },
  })
  const web = spawn(process.execPath, ['../../node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: webRoot,
    env: {
      ...process.env,
      PUBLIC_URL: webUrl,
      API_URLS: platform.urls.map(inLan).join(','),
      SESSION_API_URLS: platform.urls.join(','),
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: 'ignore',
  })
  const args = [...chromiumOptions.args, `--host-resolver-rules=MAP ${lanName} 127.0.0.1`]
  const browser = await chromium.launch({ ...chromiumOptions, args })
  const stop = async () => {
    await browser.close()
    web.kill('SIGTERM')
    await platform.stop()
  }
  try {
    await until(
      'the web app answers',
      async () => (await fetch(`http://127.0.0.1:${port}`).catch(() => null))?.ok ?? false,
      60_000,
    )
  } catch (error) {
    // A runner left behind would take the jobs of the next test.
    await stop()
    throw error
  }
  return { ...platform, webUrl, browser, browserArgs: args, stop }
}

/** The same pages by this machine's other name: passkeys are of a name, and 127.0.0.1 is none. */
export function localhostOf(webUrl: string): string {
  return webUrl.replace('127.0.0.1', 'localhost')
}

/** A context whose sockets begin at the given api node: the choice is random otherwise, so here the dice are loaded. */
export async function newContext(platform: BrowserPlatform, firstNode: 0 | 1): Promise<BrowserContext> {
  const context = await platform.browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  await context.addInitScript(`Math.random = () => ${firstNode === 0 ? 0.01 : 0.99}`)
  return context
}

/** From now on the browser is this player: as if they had become one in it. */
export async function becomePlayer(context: BrowserContext, webUrl: string, { user, jar }: TestPlayer): Promise<void> {
  const [name = '', value = ''] = (jar?.cookie ?? '').split('=')
  await context.addCookies([
    { name, value, domain: new URL(webUrl).hostname, path: sessionPath, httpOnly: true, sameSite: 'Strict' },
  ])
  const slot = name.split('-').at(-1)
  await context.addInitScript(`
    localStorage['eduscale.slots'] ??= ${JSON.stringify(JSON.stringify([{ slot, user }]))}
    sessionStorage['eduscale.slot'] ??= ${JSON.stringify(slot)}`)
}

/** Replaces the whole text of the editor, as somebody does who pastes. */
export async function writeCode(page: Page, code: string): Promise<void> {
  const editor = page.locator('[data-testid=editor] .cm-content')
  await editor.click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(code)
}

/** The text in the editor's document, however much of it is drawn. */
export function readCode(page: Page): Promise<string> {
  return page.locator('[data-testid=editor] .cm-content').innerText()
}

/** The api node that the page's socket is connected to. */
export async function nodeOf(page: Page): Promise<string> {
  const url = await page.getByTestId('connection').getAttribute('data-url')
  return (url ?? '').replace(/\/$/, '')
}
