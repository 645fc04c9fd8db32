'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { LinkButton, type ButtonLook } from '../../../ui/button'
import { loadLater } from '../../../ui/load-later'
import { NewOpponent } from '../matchmaking/new-opponent'
import { isMachine, sidesOf } from '../battle/sides'
import { GhostButton, hasGhost } from '../ghost/ghost-button'
import { ShareButton } from '../../../ui/share-button'
import styles from './battle-result.module.css'
import { RematchOffer } from './rematch-offer'
import { leadsOn } from './rematch-standing'
import { useRematch } from './use-rematch'

const BattleChat = loadLater(() => import('../battle/battle-chat').then((module) => module.BattleChat))

interface ResultActionsProps {
  view: BattleView
  room: BattleRoom
  myId: string
}

/** Where to go from here. One thing is what most people want next; all else is a quiet link. */
export function ResultActions({ view, room, myId }: ResultActionsProps) {
  const t = useTranslations('result')
  const { me, rival } = sidesOf(view, myId)
  const isFinished = view.result?.kind === 'finished'
  const isPlayed = isFinished && me !== null
  const [rematch, answered] = useRematch(view, isPlayed)
  const mayAsk = view.rematchBattleId === null && view.players.length > 1
  // Asked for, but not yet known how it stands: most likely it leads on.
  const isAsked = view.rematchBattleId !== null && (rematch === null || leadsOn(rematch, view, myId))
  const isAgain = isPlayed && (mayAsk || isAsked)
  const hasCompany = view.players.some(({ user }) => user.id !== myId && !isMachine(user))
  const ghostOf = [rival, me].find((player) => player && hasGhost(view, player))
  return (
    <>
      <div className={styles.actions} data-testid="result-actions">
        {isPlayed && <RematchOffer view={view} room={room} myId={myId} rematch={rematch} onAnswered={answered} />}
        {!isAgain && <Next view={view} isMine={me !== null} look="primary" />}
      </div>
      <div className={styles.links} data-testid="result-links">
        {isAgain && <Next view={view} isMine look="quiet" />}
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
        {isPlayed && hasCompany && <BattleChat room={room} players={view.players} myId={myId} isOnPage />}
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
    </>
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
