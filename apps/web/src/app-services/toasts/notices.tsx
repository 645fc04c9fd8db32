'use client'

import { useAppSelector } from '../store/store'
import { ToastRow } from './toast-row'
import { ConnectionNote } from './connection-note'
import styles from './notices.module.css'

/**
 * What the page has to say by itself, one at a time, the newest first: in a place of its own in the header or under a battle, never
 * over what one reads.
 */
export function Notices() {
  const newest = useAppSelector((state) => state.toasts.list.at(-1))
  return (
    <div className={styles.notices} role="status" aria-live="polite">
      <ConnectionNote />
      {newest && <ToastRow key={newest.id} toast={newest} />}
    </div>
  )
}
