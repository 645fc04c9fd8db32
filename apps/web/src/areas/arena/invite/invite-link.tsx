'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '../../../ui/button'
import { Icon } from '../../../ui/icon'
import { copyText } from '../../../ui/copy-text'
import { useAction } from '../../../app-services/errors/use-action'
import styles from './invite-link.module.css'

/** The link, to be copied or shared; selecting it by hand works everywhere. */
export function InviteLink({ url }: { url: string }) {
  const t = useTranslations('arena')
  const [isCopied, setIsCopied] = useState(false)
  const [canShare, setCanShare] = useState(false)
  useEffect(() => setCanShare(typeof navigator.share === 'function'), [])
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), 2_500)
    return () => clearTimeout(timer)
  }, [isCopied])
  const [copy] = useAction(async () => setIsCopied(await copyText(url)))
  const [share] = useAction(async () => {
    // Closing the share sheet rejects; that is an answer, not an error.
    await navigator.share({ url }).catch(() => {})
  })
  return (
    <div className={styles.link}>
      <input
        readOnly
        aria-label={t('linkLabel')}
        value={url}
        data-testid="invite-link"
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button onClick={copy}>
        <Icon name={isCopied ? 'check' : 'copy'} />
        <span aria-live="polite">{isCopied ? t('copied') : t('copy')}</span>
      </Button>
      {canShare && <Button onClick={share}>{t('share')}</Button>}
    </div>
  )
}
