'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useLocaleChange } from '../../i18n/navigation'
import { locales, localeNames, type Locale } from '../../i18n/routing'
import { canBeHad } from '../api/can-be-had'
import { useAppDispatch, useAppSelector } from '../store/store'
import { toastShown } from '../toasts/toasts-slice'
import { ChoiceGroup } from '../../ui/choice-group'
import { Select } from '../../ui/select'
import { preferencesChanged } from './preferences-slice'
import styles from './settings.module.css'

const themes = ['system', 'light', 'dark'] as const

export function Settings() {
  const t = useTranslations('theme')
  const dispatch = useAppDispatch()
  const { theme, isSoundOn } = useAppSelector((state) => state.preferences)
  const locale = useLocale()
  const { pathIn, change } = useLocaleChange()
  // With the web server away the browser's own error page would take the place of what is here, of a battle too.
  const changeLocale = async (chosen: Locale) => {
    if (await canBeHad(pathIn(chosen))) change(chosen)
    else dispatch(toastShown({ tone: 'bad', text: t('languageAway') }))
  }
  return (
    <div className={styles.settings}>
      <ChoiceGroup
        label={t('label')}
        value={theme}
        options={themes.map((value) => ({ value, label: t(value) }))}
        onChange={(value) => dispatch(preferencesChanged({ theme: value }))}
      />
      <Select
        label={t('language')}
        value={locale}
        options={locales.map((value) => ({ value, label: localeNames[value] }))}
        onChange={(chosen) => void changeLocale(chosen)}
      />
      <label className={styles.sound}>
        <input
          type="checkbox"
          checked={isSoundOn}
          onChange={(event) => dispatch(preferencesChanged({ isSoundOn: event.target.checked }))}
        />
        {t('sound')}
      </label>
    </div>
  )
}
