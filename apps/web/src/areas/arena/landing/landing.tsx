import { useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation'
import { LinkButton } from '../../../ui/button'
import { LanesRule } from '../../../ui/lanes-rule'
import styles from './landing.module.css'
import { LiveCount } from './live-count'
import { PlayAsGuestButton } from './play-as-guest-button'
import { Race } from './race'

const steps = [1, 2, 3, 4] as const

export function Landing() {
  const t = useTranslations('landing')
  return (
    <div className={styles.landing}>
      <section className={styles.hero}>
        <h1>{t('title')}</h1>
        <div className={styles.pitch}>
          <p className={styles.lead}>{t('lead')}</p>
          <div className={styles.actions}>
            <PlayAsGuestButton />
            <LinkButton href="/practice" size="large">
              {t('practice')}
            </LinkButton>
          </div>
          <p className={styles.note}>{t('noAccount')}</p>
        </div>
        <Race />
        <LiveCount />
      </section>
      <section className={styles.how} aria-labelledby="how">
        <h2 id="how">{t('howTitle')}</h2>
        <ol className={styles.steps}>
          {steps.map((step) => (
            <li key={step}>
              <h3>{t(`how${step}Title`)}</h3>
              <p>{t(`how${step}`)}</p>
            </li>
          ))}
        </ol>
      </section>
      <section className={styles.fair} aria-labelledby="fair">
        <div>
          <h2 id="fair">{t('fairTitle')}</h2>
          <LanesRule />
        </div>
        <ul className={styles.facts}>
          <li>{t('fair1')}</li>
          <li>{t('fair2')}</li>
          <li>{t('fair3')}</li>
        </ul>
      </section>
      <footer className={styles.foot}>
        <Link href="/docs/api">{t('routes')}</Link>
        <Link href="/privacy">{t('privacy')}</Link>
      </footer>
    </div>
  )
}
