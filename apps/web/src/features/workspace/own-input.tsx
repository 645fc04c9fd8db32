'use client'

import { useTranslations } from 'next-intl'
import styles from './own-input.module.css'

export function OwnInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations('workspace')
  return (
    <div className={styles.input}>
      <label htmlFor="own-input">{t('ownInputLabel')}</label>
      <textarea id="own-input" value={value} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
      <p>{t('ownInputHint')}</p>
    </div>
  )
}
