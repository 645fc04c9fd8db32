'use client'

import { useTranslations } from 'next-intl'
import { Link, usePathname } from '../i18n/navigation'
import { IdentityMenu } from '../areas/identity/account/identity-menu'
import { LogoMark } from '../ui/logo'
import { Whereabouts } from '../areas/arena/away/whereabouts'
import { Notices } from '../app-services/toasts/notices'
import styles from './site-header.module.css'
import { ThemeToggle } from './theme-toggle'

const places = [
  { href: '/arena', key: 'arena' },
  { href: '/practice', key: 'practice' },
  { href: '/watch', key: 'watch' },
  { href: '/battles', key: 'battles' },
] as const

export function SiteHeader() {
  const t = useTranslations('site')
  const pathname = usePathname()
  return (
    <header className={styles.header}>
      <Link href="/" className={styles.brand} aria-label={t('name')}>
        <LogoMark />
        <span>{t('name')}</span>
      </Link>
      <nav className={styles.nav} aria-label={t('main')}>
        {places.map(({ href, key }) => (
          <Link key={key} href={href} aria-current={pathname.startsWith(href) ? 'page' : undefined}>
            {t(key)}
          </Link>
        ))}
      </nav>
      <div className={styles.notices}>
        <Notices />
      </div>
      <div className={styles.end}>
        <Whereabouts />
        <ThemeToggle />
        <IdentityMenu />
      </div>
    </header>
  )
}
