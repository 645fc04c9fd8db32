'use client'

import { useRef, type KeyboardEvent } from 'react'
import { placeAfter } from './place-after'
import styles from './tabs.module.css'

interface TabsProps<Id extends string> {
  /** Of these tabs among others of the page. */
  name: string
  label: string
  tabs: readonly { id: Id; label: string }[]
  chosen: Id
  onChoose: (id: Id) => void
}

/** One stop for the tab key; arrows, Home and End go from tab to tab and show what is behind it. */
export function Tabs<Id extends string>({ name, label, tabs, chosen, onChoose }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const to = placeAfter(event.key, { place: tabs.findIndex(({ id }) => id === chosen), count: tabs.length })
    const next = to === null ? undefined : tabs[to]
    if (!next) return
    // Home and End would scroll the page.
    event.preventDefault()
    onChoose(next.id)
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(tabId(name, next.id))}`)?.focus()
  }
  return (
    <div ref={list} className={styles.tabs} role="tablist" aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          id={tabId(name, tab.id)}
          type="button"
          role="tab"
          aria-selected={tab.id === chosen}
          aria-controls={tab.id === chosen ? panelId(name, tab.id) : undefined}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
          onKeyDown={move}
        >
          {tab.label}
        </button>
      ))}
    </div>
  )
}

/** What the element needs that shows what is behind a tab. */
export function tabPanel(name: string, id: string) {
  return { id: panelId(name, id), 'aria-labelledby': tabId(name, id) }
}

function tabId(name: string, id: string): string {
  return `${name}-tab-${id}`
}

function panelId(name: string, id: string): string {
  return `${name}-panel-${id}`
}
