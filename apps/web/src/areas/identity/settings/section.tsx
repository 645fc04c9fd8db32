import type { ReactNode } from 'react'
import page from '../../../ui/page.module.css'
import { classNames } from '../../../ui/class-names'
import styles from './settings.module.css'

export function Section({ id, title, lead, children }: { id: string; title: string; lead: string; children: ReactNode }) {
  return (
    <section id={id} className={classNames(page.card, styles.section)} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <p className={styles.lead}>{lead}</p>
      {children}
    </section>
  )
}
