import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { NextIntlClientProvider } from 'next-intl'
import { useEffect, useSyncExternalStore, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { englishMessages } from './english-messages'
import { useServices } from '../src/app-services/context/use-services'
import { ServicesProvider } from '../src/app/compose/services-provider'
import '../src/ui/tokens.css'
import '../src/ui/base.css'
import type { AppStore } from '../src/app-services/store/store'
import { scenes, type SceneName } from './scenes'

// The page of `components.e2e.test.ts`: one part of the web app by itself, with the app's real store and words.

interface Stage {
  /** Shows a scene, or the same with other props. */
  show: (name: SceneName, props: unknown) => void
  dispatch: (action: Parameters<AppStore['dispatch']>[0]) => void
  /** What the parts have called, in order. */
  calls: unknown[]
  /** Whether code that comes later can be had. */
  isServerAway: boolean
}

declare global {
  interface Window {
    stage: Stage
  }
}

const listeners = new Set<() => void>()
let shown: { name: SceneName; props: unknown } | null = null
let store: AppStore | null = null

window.stage = {
  show: (name, props) => {
    shown = { name, props }
    for (const listener of listeners) listener()
  },
  dispatch: (action) => store?.dispatch(action),
  calls: [],
  isServerAway: false,
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function Scene(): ReactNode {
  const services = useServices()
  useEffect(() => {
    store = services.store
  }, [services])
  const scene = useSyncExternalStore(subscribe, () => shown)
  return scene && scenes[scene.name](scene.props as never)
}

const router = {
  push: (href: string) => void window.stage.calls.push(['go', href]),
  prefetch: () => {},
} as never

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <NextIntlClientProvider locale="en" messages={englishMessages} timeZone="UTC">
      <AppRouterContext value={router}>
        <PathnameContext value="/components">
          {/* Nobody listens there; a test may answer in their place. */}
          <ServicesProvider apiUrls={['http://127.0.0.1:59998', 'http://127.0.0.1:59999']}>
            <Scene />
          </ServicesProvider>
        </PathnameContext>
      </AppRouterContext>
    </NextIntlClientProvider>,
  )
}
document.body.dataset['ready'] = 'yes'
