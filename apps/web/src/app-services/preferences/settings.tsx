'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useLocaleChange } from '../../i18n/navigation'
import { locales, localeNames } from '../../i18n/routing'
import { useAppDispatch, useAppSelector } from '../store/store'
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
  const changeLocale = useLocaleChange()
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
        onChange={changeLocale}
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
