'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useServices } from '../../services/services-provider'
import { LinkButton, type ButtonLook } from '../../ui/button'
import { NewOpponent } from '../arena/new-opponent'
import { Framed } from '../battle/framed'
import { isDuel, isMachine, sidesOf } from '../battle/sides'
import { GhostButton, hasGhost } from '../ghost/ghost-button'
import { ShareButton } from '../share/share-button'
import { loadLater } from '../../ui/load-later'
import { Course } from './course'
import styles from './battle-result.module.css'
import { DuelResult } from './duel-result'
import { groupOutcome } from './group-outcome'
import { outcomeText } from './outcome-text'
import { RecordSection } from './record-section'
import { RematchOffer } from './rematch-offer'

const BattleChat = loadLater(() => import('../battle/battle-chat').then((module) => module.BattleChat))
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
  const hasCompany = view.players.some(({ user }) => user.id !== myId && !isMachine(user))
  const ghostOf = [rival, me].find((player) => player && hasGhost(view, player))
  // One thing is what most people want next; all else is a quiet link.
  const mayAskAgain = isFinished && me !== null && view.rematchBattleId === null && view.players.length > 1
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
          {view.problem && <p className={styles.problem}>{view.problem.title}</p>}
          {result.isCorrected && (
            <p className={styles.corrected} role="note" data-testid="corrected">
              {t('corrected')}
            </p>
          )}
        </header>
        {isFinished && isTwo && left && right && <Course view={view} me={left} rival={right} />}
        <div className={styles.actions}>
          {isFinished && me && <RematchOffer view={view} room={room} myId={myId} />}
          {!mayAskAgain && <Next view={view} isMine={me !== null} look={isFinished && me ? 'secondary' : 'primary'} />}
        </div>
        <div className={styles.links}>
          {mayAskAgain && <Next view={view} isMine look="quiet" />}
          {isFinished && (
            <LinkButton href={`/battle/${view.id}/replay`} look="quiet">
              {t('replay')}
            </LinkButton>
          )}
          {view.problem && (
            <LinkButton href={`/practice/${view.problem.slug}`} look="quiet">
              {t('practise')}
            </LinkButton>
          )}
          {ghostOf && <GhostButton look="quiet" size="medium" battleId={view.id} player={ghostOf} myId={myId} />}
          {isFinished && me && hasCompany && <BattleChat room={room} players={view.players} myId={myId} isOnPage />}
          {isFinished && (
            <ShareButton
              look="quiet"
              size="medium"
              title={view.problem?.title ?? t('timeline')}
              url={`/battle/${view.id}/replay`}
              label={t('shareReplay')}
            />
          )}
        </div>
        {isFinished && !isTwo && <GroupResult view={view} myId={myId} />}
        {isFinished && isTwo && left && right && <DuelResult view={view} result={result} left={left} right={right} myId={myId} />}
        {isFinished && <RecordSection battleId={view.id} />}
      </div>
    </Framed>
  )
}

/** On to somebody else. */
function Next({ view, isMine, look }: { view: BattleView; isMine: boolean; look: ButtonLook }) {
  const t = useTranslations('result')
  const size = look === 'quiet' ? 'medium' : 'large'
  if (isMine && view.origin === 'match') return <NewOpponent isRanked={view.rules.isRanked} look={look} size={size} />
  return (
    <LinkButton href="/arena" look={look} size={size}>
      {t('toArena')}
    </LinkButton>
  )
}
