'use client'

import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import styles from './battle-query.module.css'
import { answerQuery, queryKeys, type QueryKey } from './query-answers'

interface QueryPanelProps {
  view: BattleView
  myId: string
  /** Runs of before this battle, which it has nothing to do with. */
  earlierRuns: ReadonlySet<string>
  onClose: () => void
}

/** A field in which a letter is a question; it never holds one. */
export function QueryPanel({ view, myId, earlierRuns, onClose }: QueryPanelProps) {
  const t = useTranslations('battleQuery')
  const verdicts = useTranslations('verdict')
  const { live, store } = useServices()
  const [answer, setAnswer] = useState({ count: 0, text: '' })
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => field.current?.focus(), [])

  const ask = (key: QueryKey | undefined) => {
    if (key === undefined) return
    const { battle, runs } = store.getState()
    const mine = view.players.find(({ user }) => user.id === myId)?.submissions ?? []
    const run = Object.values(runs.byId).findLast(
      (known) => !earlierRuns.has(known.id) || mine.some((own) => own.id === known.id),
    )
    const facts = { view, myId, now: live.now(), present: battle.present, live: battle.live, run: run ?? null }
    setAnswer(({ count }) => ({ count: count + 1, text: answerQuery(key, facts, { t, verdicts }) }))
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // By its place as well: where letters are Cyrillic the keys are the same.
    const key = queryKeys.find((letter) => event.key.toLowerCase() === letter || event.code === `Key${letter.toUpperCase()}`)
    if (key === undefined) return
    event.preventDefault()
    ask(key)
  }
  return (
    <div className={styles.panel} data-testid="battle-query">
      <label htmlFor={id}>{t('title')}</label>
      <input
        id={id}
        ref={field}
        value=""
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-describedby={`${id}-keys`}
        onKeyDown={press}
        // A keyboard on glass says what was written, not which key it was.
        onChange={(event) => ask(queryKeys.find((letter) => event.target.value.toLowerCase().endsWith(letter)))}
      />
      <ul id={`${id}-keys`} className={styles.keys}>
        {queryKeys.map((letter) => (
          <li key={letter}>
            <kbd translate="no">{letter}</kbd> {t(`key.${letter}`)}
          </li>
        ))}
        <li>
          <button type="button" onClick={onClose}>
            <kbd translate="no">Esc</kbd> {t('back')}
          </button>
        </li>
      </ul>
      <div className={styles.answer} role="log" aria-live="polite" aria-relevant="additions text" data-testid="query-answer">
        {/* A new paragraph each time: the same answer twice is said twice. */}
        {answer.text !== '' && <p key={answer.count}>{answer.text}</p>}
      </div>
    </div>
  )
}
