'use client'

import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { loadLater } from '../../../ui/load-later'
import styles from './battle-query.module.css'

const QueryPanel = loadLater(() => import('./query-panel').then((module) => module.QueryPanel), { notice: 'dialog' })

/**
 * Alt and Q, also from within the code, open a field in which one letter asks one question about the battle: for whoever doesn't
 * see the page. A field, since screen readers take single letters on a page for themselves, and no letter meant for it can end up
 * in the code.
 */
export function BattleQuery({ view, myId }: { view: BattleView; myId: string }) {
  const t = useTranslations('battleQuery')
  const [isOpen, setIsOpen] = useState(false)
  const { store } = useServices()
  const [earlierRuns] = useState(() => new Set(Object.keys(store.getState().runs.byId)))
  const before = useRef<Element | null>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // By its place on the keyboard: with Alt held, a Mac gives another letter.
      if (event.code !== 'KeyQ' || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      event.stopPropagation()
      setIsOpen((wasOpen) => {
        if (!wasOpen) before.current = document.activeElement
        return true
      })
    }
    // Before the editor has it.
    addEventListener('keydown', press, { capture: true })
    return () => removeEventListener('keydown', press, { capture: true })
  }, [])
  const close = () => {
    setIsOpen(false)
    if (before.current instanceof HTMLElement) before.current.focus()
  }
  return (
    <section aria-label={t('title')}>
      {!isOpen && (
        <button
          type="button"
          className={styles.opener}
          aria-keyshortcuts="Alt+Q"
          onClick={() => {
            before.current = null
            setIsOpen(true)
          }}
        >
          {t('open')}
        </button>
      )}
      {isOpen && <QueryPanel view={view} myId={myId} earlierRuns={earlierRuns} onClose={close} />}
    </section>
  )
}
