'use client'

import type { Difficulty } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import { ChoiceGroup } from './choice-group'

const choices = ['any', 'easy', 'medium', 'hard'] as const

interface DifficultyChoiceProps {
  value: Difficulty | null
  onChange: (value: Difficulty | null) => void
  isDisabled?: boolean
}

export function DifficultyChoice({ value, onChange, isDisabled = false }: DifficultyChoiceProps) {
  const t = useTranslations('difficulty')
  return (
    <ChoiceGroup
      label={t('label')}
      value={value ?? 'any'}
      options={choices.map((choice) => ({ value: choice, label: t(choice) }))}
      onChange={(choice) => onChange(choice === 'any' ? null : choice)}
      isDisabled={isDisabled}
    />
  )
}
