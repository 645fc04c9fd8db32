'use client'

import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useServices } from '../../app-services/context/use-services'
import { tabStorage } from '../../app-services/storage/tab-storage'
import { useAppSelector } from '../../app-services/store/store'
import type { EditorLanguage } from '../../app-services/languages/languages'
import { DraftKeeper } from './draft-keeper'
import { draftStatusChanged } from './drafts-slice'
import { claimOwnKey } from './own-key'

export interface OpenDocument {
  key: string
  /** What the editor starts with. */
  text: string
  language: EditorLanguage
}

interface DocumentSource {
  slug: string
  language: EditorLanguage
  /** Null while it is on its way; empty where it may still come, and is put in then if nothing has been written. */
  starter: string | null
  /** Older drafts don't count: the start of the battle. */
  notBefore: number | null
}

/**
 * The document of a problem in a language: loaded, then kept while it changes. Null before the first one; after a switch of
 * the language the old one stays on the page, not current and not to be typed in, until the new one has come.
 */
export function useDocument({ slug, language, starter, notBefore }: DocumentSource): {
  /** Whose it is: a person's id, or `visitor`; null while that isn't known. */
  person: string | null
  document: OpenDocument | null
  isCurrent: boolean
  changed: (text: string) => void
  save: () => void
  reload: () => void
} {
  const { api, live, store } = useServices()
  const owner = useOwner()
  const [document, setDocument] = useState<OpenDocument | null>(null)
  const [generation, setGeneration] = useState(0)
  const keeper = useRef<DraftKeeper | null>(null)
  const userId = useAppSelector((state) => state.identity.user?.id ?? null)
  const isStarted = starter !== null
  const givenStarter = useEffectEvent(() => starter ?? '')

  useEffect(() => {
    if (owner === null || !isStarted) return
    let isGone = false
    const hasAccount = () => store.getState().identity.slot !== null
    const current = new DraftKeeper({
      person: owner === 'visitor' ? (store.getState().identity.user?.id ?? owner) : owner,
      keyOf: (person) => claimOwnKey(tabStorage('local'), { kind: 'draft', person, of: `${slug}:${language}` }),
      storage: tabStorage('local'),
      load: async () => (hasAccount() ? api.getDraft(slug, language) : null),
      save: (code, isLast) => api.putDraft(slug, language, code, isLast),
      maySave: (person) => hasAccount() && store.getState().identity.user?.id === person,
      now: () => live.now(),
      onStatus: (next) => {
        if (!isGone) store.dispatch(draftStatusChanged(next))
      },
    })
    keeper.current = current
    void current.open(givenStarter(), notBefore).then((text) => {
      if (!isGone) setDocument({ key: keyOf(owner, slug, language, generation), text, language })
    })
    const abort = new AbortController()
    addEventListener('pagehide', () => current.flush(true), { signal: abort.signal })
    globalThis.document.addEventListener(
      'visibilitychange',
      () => globalThis.document.visibilityState === 'hidden' && current.flush(true),
      { signal: abort.signal },
    )
    return () => {
      isGone = true
      abort.abort()
      current.close()
      keeper.current = null
    }
  }, [api, generation, isStarted, language, live, notBefore, owner, slug, store])

  // A visitor who has become a guest has somewhere to save to.
  const becameSomebody = useEffectEvent((person: string) => {
    keeper.current?.moveTo(person)
    keeper.current?.flush(false)
  })
  useEffect(() => {
    if (userId !== null) becameSomebody(userId)
  }, [userId])

  const changed = useCallback((text: string) => keeper.current?.changed(text), [])
  const save = useCallback(() => keeper.current?.flush(false), [])
  const reload = useCallback(() => setGeneration((count) => count + 1), [])
  const isBare = starter === ''
  const starterCame = useEffectEvent(() => {
    // Opened anew, so that a draft goes before it as ever.
    if (keeper.current && !keeper.current.text) reload()
  })
  useEffect(() => (isBare ? () => starterCame() : undefined), [isBare])
  const isCurrent = owner !== null && document?.key === keyOf(owner, slug, language, generation)
  return { person: owner === null ? null : (userId ?? 'visitor'), document, isCurrent, changed, save, reload }
}

function keyOf(owner: string, slug: string, language: EditorLanguage, generation: number): string {
  return `${owner}:${slug}:${language}:${generation}`
}

/**
 * Whose documents these are; null while that isn't known. A visitor who becomes a guest by running code stays at the same
 * document.
 */
function useOwner(): string | null {
  const isKnown = useAppSelector(({ identity }) => identity.status === 'visitor' || identity.user !== null)
  const userId = useAppSelector((state) => state.identity.user?.id ?? null)
  const [owner, setOwner] = useState<{ key: string; userId: string | null } | null>(null)
  if (!isKnown) return null
  if (owner?.userId === userId) return owner.key
  const key = owner?.userId === null ? owner.key : (userId ?? 'visitor')
  setOwner({ key, userId })
  return key
}
