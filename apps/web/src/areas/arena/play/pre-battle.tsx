'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useAppSelector } from '../../../app-services/store/store'
import { RatingText } from '../../../app-services/identity/rating-text'
import { RulesText } from '../battle/rules-text'
import { Countdown } from './countdown'
import { Framed } from '../battle/framed'
import { Lobby } from './lobby'
import { loadLater } from '../../../ui/load-later'
import { ManyPlayers } from './many-players'
import styles from './pre-battle.module.css'
import { ReadyCheck } from './ready-check'
import { SealedNote } from './sealed-note'
import { isDuel, isMachine, isUsual, sidesOf } from '../battle/sides'

interface PreBattleProps {
  view: BattleView
  room: BattleRoom
  myId: string
}

// The notes come with the lobby: they would be pushed down by it.
const RoomLobby = loadLater(async () => {
  const { RoomLobby: Seats } = await import('../room/room-lobby')
  return function RoomLobbyWithNotes(props: PreBattleProps) {
    return (
      <>
        <Seats {...props} />
        <PreBattleNotes commit={props.view.problemCommit} />
      </>
    )
  }
})

/** Lobby, ready check and countdown are one picture, so that nothing jumps on the way to the start. */
export function PreBattle({ view, room, myId }: PreBattleProps) {
  const { me, rival } = sidesOf(view, myId)
  // Another round of many is a room as well.
  if (view.state === 'LOBBY' && (view.origin === 'room' || view.rules.format !== 'duel')) {
    return (
      <Framed>
        <div className={styles.page} data-state={view.state}>
          <RoomLobby view={view} room={room} myId={myId} />
        </div>
      </Framed>
    )
  }
  return (
    <Framed>
      <div className={styles.page} data-state={view.state}>
        <p className={styles.rules}>
          <Rules rules={view.rules} />
        </p>
        {isDuel(view) ? (
          <div className={styles.sides}>
            <PlayerCard player={me} side="you" state={view.state} />
            <PlayerCard player={rival} side="rival" state={view.state} />
          </div>
        ) : (
          <ManyPlayers view={view} myId={myId} />
        )}
        <div className={styles.stage}>
          {view.state === 'LOBBY' && <Lobby room={room} />}
          {view.state === 'READY_CHECK' && me && <ReadyCheck view={view} room={room} me={me} rival={rival} />}
          {view.state === 'COUNTDOWN' && view.startsAt !== null && <Countdown startsAt={Date.parse(view.startsAt)} />}
        </div>
        <PreBattleNotes commit={view.problemCommit} />
      </div>
    </Framed>
  )
}

/** Of a usual battle as much as changes from one to the next; any other is told in full before one says that one is ready. */
function Rules({ rules }: { rules: BattleView['rules'] }) {
  const t = useTranslations('battle')
  const difficulty = useTranslations('difficulty')
  if (!isUsual(rules)) return <RulesText rules={rules} />
  const kind = rules.isRanked ? t('rated') : t('casual')
  return `${difficulty(rules.difficulty ?? 'anyLong')} · ${t('rules', { minutes: Math.round(rules.limitMs / 60_000), kind })}`
}

function PreBattleNotes({ commit }: { commit: string | null }) {
  const t = useTranslations('battle')
  return (
    <div className={styles.notes}>
      <p>{t('recordedNote')}</p>
      {commit !== null && <SealedNote commit={commit} />}
    </div>
  )
}

function PlayerCard({
  player,
  side,
  state,
}: {
  player: BattlePlayerView | null
  side: 'you' | 'rival'
  state: BattleView['state']
}) {
  const t = useTranslations('battle')
  const identity = useTranslations('identity')
  const isPresent = useAppSelector((store) => player !== null && store.battle.present.includes(player.user.id))
  return (
    <section
      className={styles.card}
      data-side={side}
      data-ready={player?.isReady || undefined}
      aria-label={side === 'you' ? t('you') : t('opponent')}
    >
      {player ? (
        <>
          <p className={styles.name}>{player.user.name}</p>
          <p className={styles.facts}>
            <span>{side === 'you' ? t('you') : isMachine(player.user) ? identity(player.user.kind) : t('opponent')}</span>
            <RatingText rating={player.user.rating} />
            <span>{isPresent ? t('present') : t('absent')}</span>
          </p>
          <p className={styles.ready}>
            {state === 'LOBBY' ? '' : player.isReady || state === 'COUNTDOWN' ? t('isReady') : t('notReady')}
          </p>
        </>
      ) : (
        <p className={styles.name}>{t('nobodyYet')}</p>
      )}
      <span className={styles.lane} aria-hidden="true">
        <i />
      </span>
    </section>
  )
}
