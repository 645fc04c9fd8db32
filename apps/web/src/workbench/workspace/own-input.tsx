'use client'

import type { Problem } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import styles from './own-input.module.css'

interface OwnInputProps {
  problem: Problem
  value: string
  onChange: (value: string) => void
}

export function OwnInput({ problem, value, onChange }: OwnInputProps) {
  const t = useTranslations('workspace')
  const { files, signature } = problem
  const label = () => {
    if (signature) {
      const parameters = signature.parameters.map(({ name }) => name).join(', ')
      return t('argumentsLabel', { parameters })
    }
    return files?.input ? t('ownFileLabel', { file: files.input }) : t('ownInputLabel')
  }
  return (
    <div className={styles.input}>
      <label htmlFor="own-input">{label()}</label>
      <textarea id="own-input" value={value} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
      <p>{t('ownInputHint')}</p>
    </div>
  )
}
