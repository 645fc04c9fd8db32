import type { Verdict } from '@eduscale/contracts/verdict'
import styles from './verdict-mark.module.css'

/** A verdict as a shape, so that it never hangs on colour: disc, square, diamond, triangle, ring. */
export function VerdictMark({ verdict, size = 16 }: { verdict: Verdict | 'pending' | 'running'; size?: number }) {
  return (
    <svg
      className={styles.mark}
      data-verdict={verdict}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      <Shape verdict={verdict} />
    </svg>
  )
}

function Shape({ verdict }: { verdict: Verdict | 'pending' | 'running' }) {
  switch (verdict) {
    case 'AC':
      return (
        <>
          <circle cx="8" cy="8" r="7" />
          <path className={styles.sign} d="M4.6 8.3l2.3 2.3 4.5-5" />
        </>
      )
    case 'WA':
      return (
        <>
          <rect x="1.5" y="1.5" width="13" height="13" rx="1" />
          <path className={styles.sign} d="M5 5l6 6M11 5l-6 6" />
        </>
      )
    case 'TLE':
    case 'MLE':
    case 'OLE':
      return (
        <>
          <path d="M8 0.8L15.6 14.6H0.4z" />
          <path className={styles.sign} d="M8 6v3.6M8 11.6v1" />
        </>
      )
    case 'RTE':
    case 'CE':
    case 'IE':
      return (
        <>
          <path d="M8 0.4L15.6 8 8 15.6 0.4 8z" />
          <path className={styles.sign} d="M8 4.6v4.2M8 10.6v1" />
        </>
      )
    case 'SKIPPED':
      return <path className={styles.outline} d="M4 8h8" />
    case 'pending':
      return <circle className={styles.outline} cx="8" cy="8" r="6" />
    case 'running':
      return <circle className={styles.turning} cx="8" cy="8" r="6" />
    default:
      return verdict satisfies never
  }
}
