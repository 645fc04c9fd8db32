import type { Notice, RunFrame } from '@eduscale/contracts/room'
import { EduscaleApi } from '../../app-services/api/eduscale-api'
import { IdentityActions } from '../../app-services/identity/identity-actions'
import { IdentityStorage } from '../../app-services/identity/identity-storage'
import { banTold } from '../../app-services/identity/identity-slice'
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
    getToken: () => store.getState().identity.token,
    onUnauthenticated: (token) => identity.forget(token),
  })
  const identity: IdentityActions = new IdentityActions({
    api,
    store,
    storage: new IdentityStorage(tabStorage('session'), tabStorage('local')),
  })
  const runFrames = new FrameBuffer<RunFrame>((frames) => store.dispatch(runFramesReceived(frames)))
  const live = new LiveConnection({
    urls: apiUrls,
    onStatus: (status, url) => {
      store.dispatch(connectionChanged({ status, url }))
      const { token } = store.getState().identity
      if (status === 'refused' && token !== null) identity.forget(token)
    },
    onNotice: (notice) => {
      if (notice.t === 'account:banned') store.dispatch(banTold(notice.d))
      for (const listener of listeners) listener(notice)
    },
    onRun: (frame) => runFrames.push(frame),
  })
  return {
    store,
    api,
    live,
    identity,
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
  let token: string | null = null
  const follow = () => {
    const current = store.getState().identity.token
    if (current === token) return
    token = current
    if (token === null) live.close()
    else void live.open(token)
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
