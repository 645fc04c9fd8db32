'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button, buttonClass } from '../../../ui/button'
import { CopyButton } from '../../../ui/copy-button'
import styles from './settings.module.css'

/** Shown this once: the page has them, and nobody else. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useTranslations('settings')
  const head = useRef<HTMLHeadingElement>(null)
  // What had the focus is gone.
  useEffect(() => head.current?.focus(), [])
  const text = `${codes.join('\n')}\n`
  return (
    <>
      <h3 ref={head} tabIndex={-1}>
        {t('codes.title')}
      </h3>
      <p className={styles.lead}>{t('codes.lead')}</p>
      <ul className={styles.codes} data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.actions}>
        <a
          className={buttonClass({})}
          download="eduscale-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          {t('codes.download')}
        </a>
        <CopyButton text={text} label={t('codes.copy')} />
        <Button look="primary" onClick={onKept}>
          {t('codes.kept')}
        </Button>
      </div>
    </>
  )
}
