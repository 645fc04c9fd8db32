import { useTranslations } from 'next-intl'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { LiveBattles } from './live-battles'

export function WatchList() {
  const t = useTranslations('watch')
  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      <LiveBattles />
    </div>
  )
}
