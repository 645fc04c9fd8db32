'use client'

import type { Problem } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import { kindViewOf } from '../problem-kinds/registry'
import styles from './own-input.module.css'

interface OwnInputProps {
  problem: Problem
  value: string
  onChange: (value: string) => void
}

export function OwnInput({ problem, value, onChange }: OwnInputProps) {
  const t = useTranslations('workspace')
  return (
    <div className={styles.input}>
      <label htmlFor="own-input">{kindViewOf(problem).ownInputLabel(problem, t)}</label>
      <textarea id="own-input" value={value} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
      <p>{t('ownInputHint')}</p>
    </div>
  )
}
