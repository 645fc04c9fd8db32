'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { Framed } from '../battle/framed'
import { isDuel, sidesOf } from '../battle/sides'
import { loadLater } from '../../../ui/load-later'
import { Course } from './course'
import { useShownProblem } from '../../../workbench/workspace/use-shown-problem'
import styles from './battle-result.module.css'
import { DuelResult } from './duel-result'
import { groupOutcome } from '../battle/group-outcome'
import { outcomeText } from '../battle/outcome-text'
import { RecordSection } from './record-section'
import { ResultActions } from './result-actions'

const GroupResult = loadLater(() => import('./group-result').then((module) => module.GroupResult))

interface BattleResultProps {
  view: BattleView
  room: BattleRoom
  myId: string
}

/** How it ended and why, what it did to the ratings, and where to go from here. Somebody who wasn't in it only looks. */
export function BattleResult({ view, room, myId }: BattleResultProps) {
  const t = useTranslations('result')
  const { identity } = useServices()
  const { me, rival } = sidesOf(view, myId)
  const { result } = view
  const problem = useShownProblem(view.problem)
  const isFinished = result?.kind === 'finished'
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    // The rating in the header is an old one now.
    void identity.refresh()
  }, [identity])
  const site = useTranslations('site')
  const group = result && !isDuel(view) ? groupOutcome(view, result.standings, myId) : null
  const text = result && outcomeText({ t, view, result, myId: me && myId, group })
  const title = text?.title
  // The tab said that there is a battle; from here on it says what became of it.
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · ${site('name')}`
  }, [site, title])
  if (!result || !text) return null
  const isTwo = isDuel(view)
  const [left, right] = me ? [me, rival] : view.players
  const duelOutcome = result.winnerId === null ? 'draw' : result.winnerId === myId ? 'won' : 'lost'
  const outcome = !isFinished || !me ? 'none' : (group?.outcome ?? duelOutcome)

  return (
    <Framed>
      <div className={styles.page} data-testid="result" data-outcome={outcome} data-reason={result.reason}>
        <header className={styles.head} data-outcome={outcome}>
          <h1 tabIndex={-1} ref={heading}>
            {text.title}
          </h1>
          <p>{text.lead}</p>
          {result.note !== null && <p data-testid="void-note">{t('adminNote', { note: result.note })}</p>}
          {problem && (
            <p className={styles.problem} lang={problem.lang}>
              {problem.title}
            </p>
          )}
          {result.isCorrected && (
            <p className={styles.corrected} role="note" data-testid="corrected">
              {t('corrected')}
            </p>
          )}
        </header>
        {isFinished && isTwo && left && right && <Course view={view} me={left} rival={right} />}
        <ResultActions view={view} room={room} myId={myId} />
        {isFinished && !isTwo && <GroupResult view={view} myId={myId} />}
        {isFinished && isTwo && left && right && <DuelResult view={view} result={result} left={left} right={right} myId={myId} />}
        {isFinished && <RecordSection battleId={view.id} />}
      </div>
    </Framed>
  )
}
