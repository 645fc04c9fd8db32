'use client'

import { useTranslations } from 'next-intl'
import { Select } from '../../ui/select'
import { editorLanguageList, editorLanguages, type EditorLanguage } from '../editor/languages'

interface LanguageSelectProps {
  value: EditorLanguage
  onChange: (value: EditorLanguage) => void
  isDisabled?: boolean
  isCompact?: boolean
}

export function LanguageSelect({ value, onChange, isDisabled = false, isCompact = false }: LanguageSelectProps) {
  const t = useTranslations('languages')
  return (
    <Select
      label={t('label')}
      value={value}
      options={editorLanguageList.map((id) => ({ value: id, label: editorLanguages[id].name }))}
      onChange={onChange}
      isDisabled={isDisabled}
      isCompact={isCompact}
    />
  )
}
