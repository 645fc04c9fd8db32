'use client'

import type { ErrorCode } from '@eduscale/contracts/errors'
import { useTranslations } from 'next-intl'
import { Button } from '../../ui/button'
import styles from './read-failed.module.css'
import { useErrorText } from './use-error-text'

/** Instead of a part of a page that couldn't be read: why, and another try. */
export function ReadFailed({ error, onAgain }: { error: { code: ErrorCode }; onAgain: () => void }) {
  const t = useTranslations('error')
  const errorText = useErrorText()
  return (
    <div className={styles.failed} role="alert">
      <p>{errorText(error)}</p>
      <Button onClick={onAgain}>{t('again')}</Button>
    </div>
  )
}
