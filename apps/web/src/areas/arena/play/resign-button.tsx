'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Icon } from '../../../ui/icon'
import { BarButton } from '../../../ui/bar-button'
import extras from './battle-extras.module.css'
import { useBattleCommand } from '../battle/use-battle-command'

interface ResignButtonProps {
  room: BattleRoom
  /** Who wins then; null where the others play on. */
  rivalName: string | null
  isPossible: boolean
}

/** With its dialog, not loaded later: to resign must work from the first second on, whatever is away. */
export function ResignButton({ room, rivalName, isPossible }: ResignButtonProps) {
  const t = useTranslations('battle')
  const [isOpen, setIsOpen] = useState(false)
  const [resign, isBusy] = useBattleCommand(room, () => setIsOpen(false))
  return (
    <>
      <BarButton
        icon={<Icon name="flag" size={14} />}
        label={t('resign')}
        isDangerous
        disabled={!isPossible}
        onClick={() => setIsOpen(true)}
      />
      {isOpen && (
        <Dialog title={t('resignTitle')} onClose={() => setIsOpen(false)}>
          <p>{rivalName === null ? t('resignLeadMany') : t('resignLead', { name: rivalName })}</p>
          <div className={extras.actions}>
            <Button onClick={() => setIsOpen(false)}>{t('keepPlaying')}</Button>
            <Button look="danger" isBusy={isBusy} onClick={() => resign({ t: 'battle:resign', d: {} })}>
              {t('resignConfirm')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
