import type { Notice, RunFrame } from '@eduscale/contracts/room'
import { EduscaleApi } from '../../app-services/api/eduscale-api'
import { SessionApi } from '../../app-services/api/session-api'
import { IdentityActions } from '../../app-services/identity/identity-actions'
import { IdentityStorage } from '../../app-services/identity/identity-storage'
import { banTold } from '../../app-services/identity/identity-slice'
import { TabSession } from '../../app-services/identity/tab-session'
import { runFramesReceived } from '../../app-services/runs/runs-slice'
import { browserOnlineChanged, connectionChanged } from '../../app-services/realtime/connection-slice'
import { FrameBuffer } from '../../app-services/realtime/frame-buffer'
import { LiveConnection } from '../../app-services/realtime/live-connection'
import type { Services } from '../../app-services/context/use-services'
import { createStore } from './create-store'
import { tabStorage } from '../../app-services/storage/tab-storage'

/** Builds what the app's components share. Nothing is opened before `startServices`, so the server may call it too. */
export function createServices(apiUrls: readonly string[]): Services {
  const store = createStore()
  const listeners = new Set<(notice: Notice) => void>()
  const api: EduscaleApi = new EduscaleApi({
    urls: apiUrls,
    getToken: () => session.getToken(),
    renew: (refused) => session.renew(refused),
  })
  const storage = new IdentityStorage(tabStorage('session'), tabStorage('local'))
  const apiOf = (slot: string): SessionApi => new SessionApi({ slot, apiUrls, tokens: session })
  const session: TabSession = new TabSession({
    storage,
    browser: tabStorage('local'),
    apiOf,
    onOver: (slot) => identity.forget(slot),
  })
  const identity: IdentityActions = new IdentityActions({ api, apiOf, session, store, storage })
  const runFrames = new FrameBuffer<RunFrame>((frames) => store.dispatch(runFramesReceived(frames)))
  const live = new LiveConnection({
    urls: apiUrls,
    getToken: session.getToken,
    renew: session.renew,
    onStatus: (status, url) => store.dispatch(connectionChanged({ status, url })),
    onNotice: (notice) => {
      if (notice.t === 'account:banned') store.dispatch(banTold(notice.d))
      if (notice.t === 'roles:changed') void session.replace().then(() => identity.refresh())
      if (notice.t === 'session:stolen') void identity.refresh()
      for (const listener of listeners) listener(notice)
    },
    onRun: (frame) => runFrames.push(frame),
  })
  return {
    store,
    api,
    live,
    identity,
    tokens: session,
    apiUrls,
    apiUrl: apiUrls[0] ?? '',
    onNotice: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Opens the live connection for whoever one is, and follows the browser's own idea of being online. */
export function startServices({ store, live, identity }: Services, signal: AbortSignal): void {
  let slot: string | null = null
  const follow = () => {
    const current = store.getState().identity.slot
    if (current === slot) return
    slot = current
    if (slot === null) live.close()
    else void live.open(slot)
  }
  const unsubscribe = store.subscribe(follow)
  const online = () => {
    store.dispatch(browserOnlineChanged(navigator.onLine))
    if (navigator.onLine) live.reconnect()
  }
  addEventListener('online', online, { signal })
  addEventListener('offline', online, { signal })
  if (!navigator.onLine) online()
  signal.addEventListener('abort', () => {
    unsubscribe()
    live.close()
  })
  identity.start()
}
