'use client'

import { useTranslations } from 'next-intl'
import { Select } from '../../ui/select'
import { languageName, type EditorLanguage } from '../../app-services/languages/languages'
import type { OfferedLanguage } from './use-languages'

interface LanguageSelectProps {
  value: EditorLanguage
  offered: readonly OfferedLanguage[]
  onChange: (value: EditorLanguage) => void
  isDisabled?: boolean
  isCompact?: boolean
}

export function LanguageSelect({ value, offered, onChange, isDisabled = false, isCompact = false }: LanguageSelectProps) {
  const t = useTranslations('languages')
  const all = offered.some(({ id }) => id === value) ? offered : [...offered, { id: value, version: null }]
  return (
    <Select
      label={t('label')}
      value={value}
      options={all.map(({ id, version }) => ({ value: id, label: labelOf(id, version) }))}
      onChange={onChange}
      isDisabled={isDisabled}
      isCompact={isCompact}
    />
  )
}

/** As much of the version as matters to a contestant: `Python 3.13`. */
function labelOf(id: EditorLanguage, version: string | null): string {
  return version === null ? languageName(id) : `${languageName(id)} ${version.split('.').slice(0, 2).join('.')}`
}
