import { useTranslations } from 'next-intl'
import { LinkButton } from '../../../ui/button'
import styles from './arena.module.css'

export function RoomPanel() {
  const t = useTranslations('room')
  return (
    <section className={styles.way} aria-labelledby="open-a-room">
      <div className={styles.about}>
        <h2 id="open-a-room">{t('panelTitle')}</h2>
        <p>{t('panelLead')}</p>
      </div>
      <div className={styles.action}>
        <LinkButton size="large" href="/arena/new-room">
          {t('title')}
        </LinkButton>
      </div>
    </section>
  )
}
