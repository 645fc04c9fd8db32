'use client'

import { useTranslations } from 'next-intl'
import styles from './view-switch.module.css'

export type WorkspaceView = 'problem' | 'code' | 'result'
const views: readonly WorkspaceView[] = ['problem', 'code', 'result']

/** On a phone there is room for one pane at a time. */
export function ViewSwitch({ view, onChange }: { view: WorkspaceView; onChange: (view: WorkspaceView) => void }) {
  const t = useTranslations('workspace')
  return (
    <div className={styles.switch} role="group" aria-label={t('views')}>
      {views.map((id) => (
        <button key={id} type="button" aria-pressed={id === view} onClick={() => onChange(id)}>
          {t(id)}
        </button>
      ))}
    </div>
  )
}
