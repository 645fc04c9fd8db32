'use client'

import { useTranslations } from 'next-intl'
import { Tabs } from '../../ui/tabs'
import type { ConsoleTab } from './own-input-choice'

/** Of the console among other tabs. */
export const consoleTabs = 'console'

interface ConsoleTabsProps {
  tab: ConsoleTab
  /** Not where the judge talks to the program. */
  mayHaveInput: boolean
  count: number
  /** Null where there are none beside the code. */
  files: { count: number; areOutputs: boolean } | null
  onChange: (tab: ConsoleTab) => void
}

export function ConsoleTabs({ tab, mayHaveInput, count, files, onChange }: ConsoleTabsProps) {
  const t = useTranslations('workspace')
  const withCount = (label: string, number: number) => (number > 0 ? `${label} ${number}` : label)
  const tabs: { id: ConsoleTab; label: string }[] = [
    { id: 'tests', label: t('tests') },
    ...(mayHaveInput ? [{ id: 'input' as const, label: t('ownInput') }] : []),
    ...(files ? [{ id: 'files' as const, label: withCount(files.areOutputs ? t('outputs') : t('files'), files.count) }] : []),
    { id: 'history', label: withCount(t('history'), count) },
  ]
  return <Tabs name={consoleTabs} label={t('result')} tabs={tabs} chosen={tab} onChoose={onChange} />
}
