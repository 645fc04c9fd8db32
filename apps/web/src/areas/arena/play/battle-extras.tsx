'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { Icon } from '../../../ui/icon'
import { BattleChat } from '../battle/battle-chat'
import styles from './battle-extras.module.css'
import { DrawButton } from './draw-button'
import { Popover } from '../../../ui/popover'
import { LiveCodeWish } from './live-code-wish'
import { isDuel, isMachine, type Sides } from '../battle/sides'

/** What isn't needed in the battle's first second. */
export function BattleExtras({ view, room, sides }: { view: BattleView; room: BattleRoom; sides: Sides }) {
  const t = useTranslations('battle')
  return (
    <>
      {isDuel(view) && sides.me && sides.rival && <DrawButton view={view} room={room} me={sides.me} rival={sides.rival} />}
      {sides.me && <BattleChat room={room} players={view.players} myId={sides.me.user.id} />}
      <Popover label={t('recorded')} testId="recorded" isIcon icon={<Icon name="eye" size={14} />}>
        {() => (
          <>
            <p className={styles.note}>{t('recordedNote')}</p>
            {isDuel(view) && sides.me && sides.rival && !isMachine(sides.rival.user) && (
              <LiveCodeWish room={room} me={sides.me} rival={sides.rival} isPossible={view.state !== 'JUDGING'} />
            )}
          </>
        )}
      </Popover>
    </>
  )
}
