'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef } from 'react'
import { useServices } from '../../services/services-provider'
import { useResource } from '../../services/use-resource'
import { LinkButton } from '../../ui/button'
import { Framed } from '../battle/framed'
import { isDuel, sidesOf } from '../battle/sides'
import { GhostButton, hasGhost } from '../ghost/ghost-button'
import { ShareButton } from '../share/share-button'
import { loadLater } from '../../ui/load-later'
import { BothCodes } from './both-codes'
import { Course } from './course'
import styles from './battle-result.module.css'
import { groupOutcome } from './group-outcome'
import { outcomeText } from './outcome-text'
import { RatingChange } from './rating-change'
import { ReceiptTimes } from './receipt-times'
import { RecordSection } from './record-section'
import { RematchOffer } from './rematch-offer'

const BattleChat = loadLater(() => import('../battle/battle-chat').then((module) => module.BattleChat))
const GroupResult = loadLater(() => import('./group-result').then((module) => module.GroupResult))

interface BattleResultProps {
  view: BattleView
  room: BattleRoom
  myId: string
}

/** How it ended and why, what it did to the ratings, and where to go from here. */
export function BattleResult({ view, room, myId }: BattleResultProps) {
  const t = useTranslations('result')
  const { api, identity } = useServices()
  const { me, rival } = sidesOf(view, myId)
  const { result } = view
  const isFinished = result?.kind === 'finished'
  const [replay] = useResource(
    useCallback(
      (signal: AbortSignal) => (isFinished ? api.getReplay(view.id, { signal }) : new Promise<never>(() => {})),
      [api, isFinished, view.id],
    ),
  )
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    // The rating in the header is an old one now.
    void identity.refresh()
  }, [identity])
  if (!result) return null
  const isTwo = isDuel(view)
  const ghostOf = [rival, me].find((player) => player && hasGhost(view, player))
  const group = isTwo ? null : groupOutcome(view, result.standings, myId)
  // Of a room that was closed, whoever is named is its host.
  const named = view.players.find((player) => player.user.id === result.userId) ?? rival
  const text = outcomeText({ t, view, result, myId, rivalName: (isTwo ? rival : named)?.user.name ?? '', group })
  const duelOutcome = result.winnerId === null ? 'draw' : result.winnerId === myId ? 'won' : 'lost'
  const outcome = !isFinished ? 'none' : (group?.outcome ?? duelOutcome)

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
        {isFinished && isTwo && me && rival && <Course view={view} me={me} rival={rival} />}
        <div className={styles.actions}>
          {isFinished && me && <RematchOffer view={view} room={room} myId={myId} />}
          <LinkButton href="/arena" look={isFinished ? 'secondary' : 'primary'} size="large">
            {isFinished ? t('toArena') : t('queueAgain')}
          </LinkButton>
          {isFinished && (
            <LinkButton href={`/battle/${view.id}/replay`} size="large">
              {t('replay')}
            </LinkButton>
          )}
          {view.problem && (
            <LinkButton href={`/practice/${view.problem.slug}`} size="large">
              {t('practise')}
            </LinkButton>
          )}
          {ghostOf && <GhostButton size="large" battleId={view.id} player={ghostOf} myId={myId} />}
          {isFinished && view.players.length > 1 && <BattleChat room={room} players={view.players} myId={myId} isLarge />}
          {isFinished && (
            <ShareButton
              size="large"
              title={view.problem?.title ?? t('timeline')}
              url={`/battle/${view.id}/replay`}
              label={t('shareReplay')}
            />
          )}
        </div>
        {isFinished && !isTwo && (
          <GroupResult view={view} replay={replay.value} hasFailed={replay.status === 'failed'} myId={myId} />
        )}
        {isFinished && isTwo && me && rival && (
          <>
            <RatingChange me={me} rival={rival} result={result} isRanked={view.rules.isRanked} />
            <ReceiptTimes view={view} myId={myId} />
            <BothCodes view={view} replay={replay.value} hasFailed={replay.status === 'failed'} me={me} rival={rival} />
          </>
        )}
        {isFinished && <RecordSection battleId={view.id} />}
      </div>
    </Framed>
  )
}
