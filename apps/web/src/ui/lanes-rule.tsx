import styles from './lanes-rule.module.css'

/** The motif as a divider: two lanes from one start line, one ahead of the other. */
export function LanesRule() {
  return (
    <div className={styles.rule} aria-hidden="true">
      <span className={styles.you} />
      <span className={styles.rival} />
    </div>
  )
}
