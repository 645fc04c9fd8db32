'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation'
import { LogoMark } from '../../../ui/logo'
import styles from './battle-bar.module.css'
import { BattleClock } from './battle-clock'
import { BattleLane } from '../battle/battle-lane'
import { ConnectionState } from './connection-state'
import { ResignButton } from './resign-button'
import { isDuel, type Sides } from '../battle/sides'
import { loadLater } from '../../../ui/load-later'

const BattleExtras = loadLater(() => import('./battle-extras').then((module) => module.BattleExtras), { notice: 'bar' })
const GroupStrip = loadLater(() => import('../leaderboard/group-strip').then((module) => module.GroupStrip), { notice: 'bar' })

/** The race itself: both lanes from one start line (of many players one's own, and the leaders), and the clock they run against. */
export function BattleBar({ view, room, sides }: { view: BattleView; room: BattleRoom; sides: Sides }) {
  const t = useTranslations('site')
  return (
    <header className={styles.bar}>
      <Link href="/" className={styles.home} aria-label={t('name')}>
        <LogoMark />
      </Link>
      <div className={styles.lanes}>
        {sides.me && <BattleLane player={sides.me} side="you" scoring={view.rules.scoring} />}
        {isDuel(view) && sides.rival && <BattleLane player={sides.rival} side="rival" scoring={view.rules.scoring} />}
        {!isDuel(view) && sides.me && (
          <div className={styles.strip}>
            <GroupStrip view={view} myId={sides.me.user.id} />
          </div>
        )}
      </div>
      <div className={styles.end}>
        <BattleClock view={view} />
        <div className={styles.meta}>
          <ConnectionState />
          <div className={styles.actions}>
            <ResignButton
              room={room}
              rivalName={isDuel(view) ? (sides.rival?.user.name ?? '') : null}
              isPossible={view.state !== 'JUDGING' && sides.me?.leftBecause === null}
            />
            <BattleExtras view={view} room={room} sides={sides} />
          </div>
        </div>
      </div>
    </header>
  )
}
