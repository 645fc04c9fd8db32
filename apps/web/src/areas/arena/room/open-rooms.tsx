'use client'

import type { RoomList } from '@eduscale/contracts/arena'
import { useTranslations } from 'next-intl'
import { useRouter } from '../../../i18n/navigation'
import { livePolling, queries } from '../../../app-services/resources/queries'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { useServices } from '../../../app-services/context/use-services'
import { Button } from '../../../ui/button'
import { Skeleton } from '../../../ui/skeleton'
import { keepBattleInvite } from '../invite/invite-storage'
import { primeCue } from '../cues/cue'
import { useAction } from '../../../app-services/errors/use-action'
import { ReadFailed } from '../../../app-services/errors/read-failed'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import { RatingText } from '../../../app-services/identity/rating-text'
import styles from './open-rooms.module.css'
import { RulesText } from '../battle/rules-text'

const askAgainMs = 5_000

/** Rooms that wait for players, and running ones that may be joined late. */
export function OpenRooms() {
  const t = useTranslations('room')
  const [rooms, reload] = useQueryResource(queries.useRoomsQuery(undefined, livePolling(askAgainMs)))
  return (
    <section className={styles.section} aria-labelledby="open-rooms">
      <h2 id="open-rooms">{t('openRooms')}</h2>
      {rooms.value ? (
        rooms.value.length === 0 ? (
          <p className={styles.empty}>{t('noRooms')}</p>
        ) : (
          <ul className={styles.list}>
            {rooms.value.map((room) => (
              <OpenRoom key={room.id} room={room} />
            ))}
          </ul>
        )
      ) : rooms.status === 'failed' ? (
        <ReadFailed error={rooms.error} onAgain={reload} />
      ) : (
        <ul className={styles.list} aria-hidden="true">
          {Array.from({ length: 2 }, (_, index) => (
            <li className={styles.room} key={index}>
              <span className={styles.main}>
                <Skeleton width="10rem" height="1.2rem" />
                <Skeleton width="22rem" height="0.9rem" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function OpenRoom({ room }: { room: RoomList['rooms'][number] }) {
  const t = useTranslations('room')
  const { api, store, identity } = useServices()
  const router = useRouter()
  const { host, rules, playerCount } = room
  const isFull = playerCount >= rules.maxPlayers
  const [join, isBusy] = useAction(async () => {
    primeCue()
    await identity.ensureUser()
    const { battleId } = await api.joinInvite(room.id)
    keepBattleInvite(battleId, { id: room.id, url: `${location.origin}/invite/${room.id}` })
    store.dispatch(activeBattleChanged(battleId))
    router.push(`/battle/${battleId}`)
  })
  return (
    <li className={styles.room} data-testid="open-room">
      <span className={styles.main}>
        <strong>
          {host.name} <RatingText rating={host.rating} isShort />
        </strong>
        <span className={styles.rules}>
          <RulesText rules={rules} />
        </span>
      </span>
      <span className={styles.seats}>
        <span className="numerals">{t('seatsShort', { count: playerCount, seats: rules.maxPlayers })}</span>
        {room.battleState === 'RUNNING' && <span className={styles.running}>{t('isRunning')}</span>}
      </span>
      <Button isBusy={isBusy} disabled={isFull || isBusy} aria-label={t('joinName', { name: host.name })} onClick={join}>
        {isFull ? t('full') : t('join')}
      </Button>
    </li>
  )
}
