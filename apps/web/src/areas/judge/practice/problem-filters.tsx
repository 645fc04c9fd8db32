'use client'

import type { ProblemSummary } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import { Select } from '../../../ui/select'
import { DifficultyChoice } from '../../../ui/difficulty-choice'
import type { ProblemFilter } from './filter-problems'
import styles from './problem-list.module.css'

interface ProblemFiltersProps {
  filter: ProblemFilter
  problems: readonly ProblemSummary[]
  onChange: (filter: ProblemFilter) => void
}

const anySkill = ''

export function ProblemFilters({ filter, problems, onChange }: ProblemFiltersProps) {
  const t = useTranslations('practice')
  const skills = [...new Set(problems.flatMap((problem) => problem.skills))].toSorted((a, b) => a.localeCompare(b))
  return (
    <div className={styles.filters} role="search">
      <label className={styles.search}>
        <span>{t('search')}</span>
        <input type="search" value={filter.text} onChange={(event) => onChange({ ...filter, text: event.target.value })} />
      </label>
      <DifficultyChoice value={filter.difficulty} onChange={(difficulty) => onChange({ ...filter, difficulty })} />
      <Select
        label={t('skill')}
        value={filter.skill ?? anySkill}
        options={[{ value: anySkill, label: t('anySkill') }, ...skills.map((skill) => ({ value: skill, label: skill }))]}
        onChange={(skill) => onChange({ ...filter, skill: skill === anySkill ? null : skill })}
      />
      <Select
        label={t('status')}
        value={filter.solved}
        options={[
          { value: 'any', label: t('anyStatus') },
          { value: 'unsolved', label: t('unsolved') },
          { value: 'solved', label: t('solved') },
        ]}
        onChange={(solved) => onChange({ ...filter, solved })}
      />
    </div>
  )
}
