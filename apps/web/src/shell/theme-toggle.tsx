'use client'

import { useTranslations } from 'next-intl'
import { useServices } from '../app-services/context/use-services'
import { preferencesChanged } from '../app-services/preferences/preferences-slice'
import { Icon } from '../ui/icon'
import { Tooltip } from '../ui/tooltip'
import styles from './theme-toggle.module.css'

/**
 * Both labels are in the page and CSS shows the fitting one: the server can't know the theme, and nothing may flash or
 * mismatch while hydrating.
 */
export function ThemeToggle() {
  const t = useTranslations('theme')
  const { store } = useServices()
  const toggle = () => {
    const isDark = document.documentElement.dataset.theme === 'dark'
    store.dispatch(preferencesChanged({ theme: isDark ? 'light' : 'dark' }))
  }
  const label = (
    <>
      <span className={styles.whenLight}>{t('toDark')}</span>
      <span className={styles.whenDark}>{t('toLight')}</span>
    </>
  )
  return (
    <Tooltip label={label}>
      {(trigger) => (
        <button type="button" className={styles.toggle} onClick={toggle} {...trigger}>
          <span className={styles.whenLight}>
            <Icon name="moon" />
            <span className="visually-hidden">{t('toDark')}</span>
          </span>
          <span className={styles.whenDark}>
            <Icon name="sun" />
            <span className="visually-hidden">{t('toLight')}</span>
          </span>
        </button>
      )}
    </Tooltip>
  )
}
