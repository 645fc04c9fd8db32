import type { CDPSession, Page } from 'playwright-core'
import { becomePlayer, startBrowserPlatform, type BrowserPlatform } from '../../e2e/browser-platform'
import { startOwnServers } from '../../packages/testing/src/own-servers'
import type { TestPlayer } from '../../packages/testing/src/test-player'
import { buildWeb } from '../../scripts/setup/web-build'
import { probe, type Probed } from './probe'

export interface Stage extends Pick<BrowserPlatform, 'urls' | 'webUrl'> {
  /** A page of somebody (or nobody) in a browser profile of its own, measured from its first moment. */
  open: (who: TestPlayer | null, screen?: Screen) => Promise<MeasuredPage>
  close: () => Promise<void>
}

type Screen = keyof typeof screens

export interface MeasuredPage {
  page: Page
  cdp: CDPSession
  read: () => Promise<Probed>
  close: () => Promise<void>
}

const screens = {
  desktop: { viewport: { width: 1280, height: 800 } },
  // Lighthouse's phone.
  phone: { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true },
}

/** The platform as the tests have it, with servers of its own and a runner that runs nothing. */
export async function openStage(say: (line: string) => void): Promise<Stage> {
  say('building the web app, if need be')
  await buildWeb(() => {})
  const servers = await startOwnServers()
  process.env['TEST_DATABASE_URL'] = servers.postgres.directUrl()
  process.env['TEST_REDIS_URL'] = servers.redis.directUrl()
  try {
    const platform = await startBrowserPlatform({ runner: 'scripted' })
    return {
      urls: platform.urls,
      webUrl: platform.webUrl,
      open: async (who, screen = 'desktop') => {
        const context = await platform.browser.newContext(screens[screen])
        if (who) await becomePlayer(context, platform.webUrl, who)
        await context.addInitScript(probe)
        const page = await context.newPage()
        const cdp = await context.newCDPSession(page)
        return { page, cdp, read: () => page.evaluate<Probed>('probe'), close: () => context.close() }
      },
      close: async () => {
        await platform.stop()
        await servers.close()
      },
    }
  } catch (error) {
    await servers.close()
    throw error
  }
}
