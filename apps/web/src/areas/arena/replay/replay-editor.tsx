'use client'

import type { BattlePlayerView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { VerdictMark } from '../../../workbench/console/verdict-mark'
import type { CodeView } from '../../../workbench/editor/code-view'
import { isEditorLanguage, languageName } from '../../../app-services/languages/languages'
import { shownVerdict } from '../battle/shown-verdict'
import type { TrackState } from './replay-track'
import { loadUntil } from '../../../ui/load-patiently'
import styles from './replay-editor.module.css'

interface ReplayEditorProps {
  player: BattlePlayerView
  side: 'you' | 'rival'
  state: TrackState
  /** The moment shown, as an instant. */
  atMs: number
}

/** One player's editor at the moment shown; the caret stands where the last key was pressed. */
export function ReplayEditor({ player, side, state, atMs }: ReplayEditorProps) {
  const t = useTranslations('replay')
  const verdicts = useTranslations('verdict')
  const battle = useTranslations('battle')
  const host = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<CodeView | null>(null)

  useEffect(() => {
    let isGone = false
    let created: CodeView | null = null
    const load = () => import('../../../workbench/editor/code-view')
    void loadUntil(load, () => isGone).then((module) => {
      if (!module || isGone || !host.current) return
      created = module.createCodeView({
        parent: host.current,
        text: '',
        language: 'python',
        isReadOnly: true,
        label: player.user.name,
        describedBy: '',
        nonce: document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '',
        events: () => ({ onEdit: () => {}, onCursor: () => {}, onTooLong: () => {}, onRun: () => {}, onSubmit: () => {} }),
      })
      setView(created)
    })
    return () => {
      isGone = true
      created?.destroy()
      setView(null)
    }
  }, [player.user.name])

  const language = state.language !== null && isEditorLanguage(state.language) ? state.language : 'cpp'
  useEffect(() => view?.show(state.text, language, state.caret), [language, state.caret, state.text, view])

  const submission = player.submissions.findLast((candidate) => Date.parse(candidate.receivedAt) <= atMs)
  const judgedAt = submission?.judgedAt ?? null
  const isJudged = judgedAt !== null && Date.parse(judgedAt) <= atMs
  const verdict = submission && isJudged ? shownVerdict(submission) : null
  return (
    <section className={styles.editor} data-side={side} aria-label={player.user.name}>
      <header className={styles.head}>
        <strong>{player.user.name}</strong>
        {state.language && <span>{languageName(state.language)}</span>}
        <span className={styles.verdict}>
          {submission && (
            <>
              <VerdictMark verdict={verdict?.mark ?? 'pending'} />
              {verdict?.text ? verdicts(verdict.text) : battle('judgingNow')}
              {isJudged && (
                <span className="numerals">
                  {submission.passed}/{submission.total}
                </span>
              )}
            </>
          )}
        </span>
      </header>
      <div className={styles.host} translate="no" ref={host} data-testid={`replay-${side}`} />
      {state.index === 0 && <p className={styles.nothing}>{t('nothing')}</p>}
    </section>
  )
}
