'use client'

import { useTranslations } from 'next-intl'
import { useAppSelector } from '../../store/store'
import { LinkButton } from '../../ui/button'
import { loadLater } from '../../ui/load-later'
import { StateMessage } from '../../ui/state-message'
import { Framed } from './framed'

const CallOffButton = loadLater(() => import('../call-off/call-off-button').then((module) => module.CallOffButton))

interface BattleRefusedProps {
  /** Of a battle between others that goes on; null where there is none, or nobody is signed in. */
  battleId: string | null
  onCalledOff: () => void
}

export function BattleRefused({ battleId, onCalledOff }: BattleRefusedProps) {
  const t = useTranslations('battle')
  const isAdmin = useAppSelector((state) => state.identity.isAdmin)
  return (
    <Framed>
      <StateMessage
        title={t('refusedTitle')}
        actions={
          <>
            {battleId !== null && (
              <LinkButton look="primary" href={`/watch/${battleId}`}>
                {t('watchIt')}
              </LinkButton>
            )}
            <LinkButton look={battleId === null ? 'primary' : 'secondary'} href="/arena">
              {t('toArena')}
            </LinkButton>
            {battleId !== null && isAdmin && <CallOffButton battleId={battleId} onDone={onCalledOff} size="medium" />}
          </>
        }
      >
        <p>{t(battleId === null ? 'refused' : 'refusedWatch')}</p>
      </StateMessage>
    </Framed>
  )
}
