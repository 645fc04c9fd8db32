import { useTranslations } from 'next-intl'
import { Link } from '../../i18n/navigation'
import { buttonClass } from '../../ui/button'
import { LogoMark } from '../../ui/logo'
import { StateMessage } from '../../ui/state-message'
import styles from './not-found.module.css'

/** Without the site's header: this page's code is part of every page's first load. */
export default function NotFound() {
  const t = useTranslations('error')
  const site = useTranslations('site')
  return (
    <main id="content" tabIndex={-1}>
      <Link href="/" className={styles.home} aria-label={site('name')}>
        <LogoMark size={34} />
      </Link>
      <StateMessage
        title={t('notFoundTitle')}
        actions={
          <Link className={buttonClass({ look: 'primary' })} href="/">
            {t('home')}
          </Link>
        }
      >
        <p>{t('notFound')}</p>
      </StateMessage>
    </main>
  )
}
