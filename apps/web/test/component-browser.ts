import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { createViteServer } from 'vitest/node'

const here = fileURLToPath(new URL('.', import.meta.url))

export interface ComponentBrowser {
  /** A page of its own; at this time of its clock, which stands until it is moved, where one is given. */
  open: (at?: string) => Promise<Page>
  stop: () => Promise<void>
}

/** Serves single parts of the web app to a real browser: without Next, api or runner. */
export async function startComponentBrowser(): Promise<ComponentBrowser> {
  const vite = await createViteServer({
    root: here,
    configFile: false,
    logLevel: 'error',
    // Test files run side by side, and each server writes what it has prepared.
    cacheDir: fileURLToPath(new URL(`../node_modules/.vite-components-${process.env['VITEST_POOL_ID'] ?? ''}`, import.meta.url)),
    // What Next's own parts ask for.
    // As Next's own build does.
    resolve: { alias: { 'next/dynamic': 'next/dist/shared/lib/app-dynamic' } },
    define: { 'process.env': '{}' },
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { strict: false } },
    optimizeDeps: { entries: ['stage.tsx'] },
    plugins: [
      {
        name: 'page',
        configureServer: (server) => {
          server.middlewares.use('/components', (_request, response) => {
            response.setHeader('content-type', 'text/html')
            response.end('<!doctype html><div id="root"></div><script type="module" src="/stage.tsx"></script>')
          })
        },
      },
    ],
  })
  await vite.listen()
  const address = vite.resolvedUrls?.local[0] ?? ''
  const browser: Browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  return {
    open: async (at) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
      page.on('pageerror', (error) => console.error(error))
      await page.goto(`${address}components`)
      await page.locator('body[data-ready]').waitFor({ state: 'attached', timeout: 60_000 })
      if (at !== undefined) await page.clock.install({ time: new Date(at) })
      return page
    },
    stop: async () => {
      await browser.close()
      await vite.close()
    },
  }
}

/** Shows a scene of `scenes.tsx`. */
export async function show(page: Page, scene: string, props: unknown = {}): Promise<void> {
  await page.evaluate(`window.stage.show(${JSON.stringify(scene)}, ${JSON.stringify(props)})`)
}

/** What the parts that are shown have called, in order. */
export const calls = (page: Page) => page.evaluate<unknown[]>('window.stage.calls')

/** Until the function that it answers with is called, code of that name can't be had. */
export async function withhold(page: Page, name: string): Promise<() => Promise<void>> {
  const url = new RegExp(`/${name}\\.ts`)
  await page.route(url, (route) => route.abort())
  return () => page.unroute(url)
}
