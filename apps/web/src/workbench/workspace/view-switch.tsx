'use client'

import type { ShownProblem } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import styles from './view-switch.module.css'

export type WorkspaceView = 'problem' | 'code' | 'result'
const views: readonly WorkspaceView[] = ['problem', 'code', 'result']

interface ViewSwitchProps {
  view: WorkspaceView
  /** Its title is the page's heading while its statement isn't shown. */
  problem: Pick<ShownProblem, 'title' | 'lang'>
  onChange: (view: WorkspaceView) => void
}

/** On a phone there is room for one pane at a time. */
export function ViewSwitch({ view, problem, onChange }: ViewSwitchProps) {
  const t = useTranslations('workspace')
  return (
    <div className={styles.switch} role="group" aria-label={t('views')}>
      {view !== 'problem' && (
        <h1 className="visually-hidden" lang={problem.lang}>
          {problem.title}
        </h1>
      )}
      {views.map((id) => (
        <button key={id} type="button" aria-pressed={id === view} onClick={() => onChange(id)}>
          {t(id)}
        </button>
      ))}
    </div>
  )
}
