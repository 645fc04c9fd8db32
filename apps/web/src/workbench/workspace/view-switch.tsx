'use client'

import { useTranslations } from 'next-intl'
import styles from './view-switch.module.css'

export type WorkspaceView = 'problem' | 'code' | 'result'
const views: readonly WorkspaceView[] = ['problem', 'code', 'result']

interface ViewSwitchProps {
  view: WorkspaceView
  /** Of the problem: the page's heading while its statement isn't shown. */
  title: string
  onChange: (view: WorkspaceView) => void
}

/** On a phone there is room for one pane at a time. */
export function ViewSwitch({ view, title, onChange }: ViewSwitchProps) {
  const t = useTranslations('workspace')
  return (
    <div className={styles.switch} role="group" aria-label={t('views')}>
      {view !== 'problem' && <h1 className="visually-hidden">{title}</h1>}
      {views.map((id) => (
        <button key={id} type="button" aria-pressed={id === view} onClick={() => onChange(id)}>
          {t(id)}
        </button>
      ))}
    </div>
  )
}
