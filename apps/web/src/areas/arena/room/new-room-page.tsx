import { useTranslations } from 'next-intl'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { RoomForm } from './room-form'

export function NewRoomPage() {
  const t = useTranslations('room')
  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      <RoomForm />
    </div>
  )
}
