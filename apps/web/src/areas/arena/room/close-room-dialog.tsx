'use client'

import { useTranslations } from 'next-intl'
import { Button, LinkButton } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import type { OpenRoom } from './open-room'
import styles from './room-lobby.module.css'

interface CloseRoomDialogProps {
  room: OpenRoom
  isBusy: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Before a new room or invitation takes the place of a room that people wait in. */
export function CloseRoomDialog({ room, isBusy, onConfirm, onClose }: CloseRoomDialogProps) {
  const t = useTranslations('room')
  return (
    <Dialog title={t('closeTitle')} onClose={onClose}>
      <p>{t('closesRoom', { count: room.guests })}</p>
      <div className={styles.confirm}>
        <LinkButton look="primary" href={`/battle/${room.battleId}`}>
          {t('backToRoom')}
        </LinkButton>
        <Button look="danger" isBusy={isBusy} onClick={onConfirm}>
          {t('closeAndGoOn')}
        </Button>
      </div>
    </Dialog>
  )
}
