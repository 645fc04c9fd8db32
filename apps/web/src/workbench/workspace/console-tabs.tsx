'use client'

import { useTranslations } from 'next-intl'
import type { KeyboardEvent } from 'react'
import type { ConsoleTab } from './own-input-choice'
import styles from './workspace.module.css'

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
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by === undefined) return
    const next = tabs[(tabs.findIndex(({ id }) => id === tab) + by + tabs.length) % tabs.length]
    if (!next) return
    onChange(next.id)
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <div className={styles.tabs} role="tablist" aria-label={t('result')}>
      {tabs.map(({ id, label }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === tab}
          aria-controls={id === tab ? `console-${id}` : undefined}
          tabIndex={id === tab ? 0 : -1}
          onClick={() => onChange(id)}
          onKeyDown={move}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
