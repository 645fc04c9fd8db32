import type { ReactNode } from 'react'
import styles from './state-message.module.css'

/** A page, or a part of one, that has nothing to show: says why and gives a way on. */
export function StateMessage({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={styles.message}>
      <h1>{title}</h1>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
