import { useTranslations } from 'next-intl'
import { CopyButton } from '../../../ui/copy-button'
import styles from './sealed-note.module.css'

/** The problem was fixed before anybody saw it: its commit is told now, and the key with the start. */
export function SealedNote({ commit }: { commit: string }) {
  const t = useTranslations('battle')
  return (
    <details className={styles.sealed}>
      <summary>
        <span>{t('sealed')}</span>
      </summary>
      <p>{t('sealedLead')}</p>
      <p className={styles.full}>
        <code translate="no">{commit}</code>
        <CopyButton text={commit} label={t('copyCommit')} />
      </p>
    </details>
  )
}
