'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRouter } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { Button, LinkButton } from '../../../ui/button'
import { loadLater } from '../../../ui/load-later'
import { InviteLink } from '../invite/invite-link'
import { findInviteOfBattle } from '../invite/invite-storage'
import { primeCue } from '../cues/cue'
import { BattleChat } from '../battle/battle-chat'
import { useBattleCommand } from '../battle/use-battle-command'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import { TeamMark } from '../battle/team-mark'
import { ShareButton } from '../../../ui/share-button'
import { RoomSeat } from './room-seat'
import styles from './room-lobby.module.css'
import { RulesText } from '../battle/rules-text'
import { whyNotStart } from './why-not-start'

const Dialog = loadLater(() => import('../../../ui/dialog').then((module) => module.Dialog), { notice: 'dialog' })

/** A room before its battle: who is there, who plays for whom, and the host's Start. */
export function RoomLobby({ view, room, myId }: { view: BattleView; room: BattleRoom; myId: string }) {
  const t = useTranslations('room')
  const { store } = useServices()
  const router = useRouter()
  // Never rendered by the server, which knows of no room.
  const [invite] = useState(() => findInviteOfBattle(room.battleId))
  const [removing, setRemoving] = useState<BattlePlayerView | null>(null)
  const [heir, setHeir] = useState<BattlePlayerView | null>(null)
  const [isClosing, setIsClosing] = useState(false)
  const [start, isStarting] = useBattleCommand(room)
  const [choose, isChoosing] = useBattleCommand(room)
  const [remove, isRemoving] = useBattleCommand(room, () => setRemoving(null))
  const [handOn, isHandingOn] = useBattleCommand(room, () => setHeir(null))
  const [leave, isLeaving] = useBattleCommand(room, () => {
    store.dispatch(activeBattleChanged(null))
    if (!isHost) router.push('/arena')
  })
  const me = view.players.find((player) => player.user.id === myId)
  const host = view.players.find((player) => player.user.id === view.hostId)
  const isHost = host?.user.id === myId
  const obstacle = whyNotStart(view)
  const { rules } = view

  if (!me) {
    return (
      <div className={styles.gone} data-testid="unseated">
        <h1>{t('unseatedTitle')}</h1>
        <p>{t('unseated')}</p>
        <LinkButton look="primary" href="/arena" onClick={() => store.dispatch(activeBattleChanged(null))}>
          {t('back')}
        </LinkButton>
      </div>
    )
  }
  const seat = (player: BattlePlayerView) => (
    <RoomSeat
      key={player.user.id}
      player={player}
      isMe={player === me}
      isHost={player === host}
      {...(isHost && player !== me && { onRemove: () => setRemoving(player), onHandOn: () => setHeir(player) })}
    />
  )
  return (
    <div className={styles.lobby} data-testid="room-lobby">
      <header className={styles.head}>
        <h1>{isHost ? t('yourRoom') : t('roomOf', { name: host?.user.name ?? '' })}</h1>
        <p>
          <RulesText rules={rules} />
        </p>
      </header>
      <section className={styles.seats} aria-labelledby="seats">
        <h2 id="seats">
          {t('seatsTaken', { count: view.players.length, seats: rules.maxPlayers })}
          <span className={styles.fill} aria-hidden="true">
            <i style={{ transform: `scaleX(${view.players.length / rules.maxPlayers})` }} />
          </span>
        </h2>
        {rules.teamCount === null ? (
          <ul className={styles.list}>{view.players.map(seat)}</ul>
        ) : (
          <div className={styles.teams}>
            {Array.from({ length: rules.teamCount }, (_, index) => index + 1).map((team) => (
              <section
                key={team}
                className={styles.team}
                data-mine={me.team === team || undefined}
                aria-labelledby={`team-${team}`}
              >
                <h3 id={`team-${team}`}>
                  <TeamMark team={team} isLong />
                </h3>
                <ul className={styles.list}>{view.players.filter((player) => player.team === team).map(seat)}</ul>
                {me.team !== team && (
                  <Button size="small" isBusy={isChoosing} onClick={() => choose({ t: 'battle:team', d: { team } })}>
                    {t('joinTeam', { team: String(team) })}
                  </Button>
                )}
              </section>
            ))}
          </div>
        )}
      </section>
      {invite && (
        <section className={styles.invite} aria-labelledby="room-link">
          <h2 id="room-link">{t('inviteOthers')}</h2>
          <InviteLink url={invite.url} />
          <p className={styles.watch}>
            <ShareButton title={t('watchLink')} url={`/watch/${view.id}`} label={t('watchLink')} />
            <span className={styles.hint}>{t('watchHint')}</span>
          </p>
        </section>
      )}
      <div className={styles.actions}>
        {isHost ? (
          <Button
            look="primary"
            size="large"
            disabled={obstacle !== null || isStarting}
            aria-describedby="start-obstacle"
            data-testid="start-room"
            onClick={() => {
              primeCue()
              start({ t: 'battle:start', d: {} })
            }}
          >
            {t('start')}
          </Button>
        ) : null}
        <Button size="large" look={isHost ? 'quiet' : 'secondary'} onClick={() => setIsClosing(true)}>
          {isHost ? t('close') : t('leave')}
        </Button>
        <BattleChat room={room} players={view.players} myId={myId} isOnPage />
        <p id="start-obstacle" className={styles.hint} role="status">
          {!isHost
            ? t('hostStarts', { name: host?.user.name ?? '' })
            : obstacle === null
              ? t('mayStart')
              : obstacle.reason === 'alone'
                ? t('alone')
                : t('emptyTeam', { team: String(obstacle.team) })}
        </p>
      </div>
      {removing && (
        <Dialog title={t('removeTitle', { name: removing.user.name })} onClose={() => setRemoving(null)}>
          <p>{t('removeLead')}</p>
          <div className={styles.confirm}>
            <Button onClick={() => setRemoving(null)}>{t('keep')}</Button>
            <Button
              look="danger"
              isBusy={isRemoving}
              onClick={() => remove({ t: 'battle:remove', d: { userId: removing.user.id } })}
            >
              {t('remove')}
            </Button>
          </div>
        </Dialog>
      )}
      {heir && (
        <Dialog title={t('handOnTitle', { name: heir.user.name })} onClose={() => setHeir(null)}>
          <p>{t('handOnLead')}</p>
          <div className={styles.confirm}>
            <Button onClick={() => setHeir(null)}>{t('keepPlace')}</Button>
            <Button
              look="primary"
              isBusy={isHandingOn}
              onClick={() => handOn({ t: 'battle:hand-on', d: { userId: heir.user.id } })}
            >
              {t('handOn')}
            </Button>
          </div>
        </Dialog>
      )}
      {isClosing && (
        <Dialog title={isHost ? t('closeTitle') : t('leaveTitle')} onClose={() => setIsClosing(false)}>
          <p>{isHost ? t('closeLead') : t('leaveLead')}</p>
          <div className={styles.confirm}>
            <Button onClick={() => setIsClosing(false)}>{t('stay')}</Button>
            <Button look="danger" isBusy={isLeaving} onClick={() => leave({ t: 'battle:decline', d: {} })}>
              {isHost ? t('close') : t('leave')}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  )
}
