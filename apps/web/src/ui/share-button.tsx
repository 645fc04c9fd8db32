'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button, type ButtonLook } from './button'
import { copyText } from './copy-text'
import { Icon } from './icon'

interface ShareButtonProps {
  title: string
  /** Absolute, or a path of this site; this page when it isn't given. */
  url?: string
  label?: string
  look?: ButtonLook
  size?: 'small' | 'medium'
}

/** Hands a link to the phone's own share sheet, or copies it. */
export function ShareButton({ title, url, label, look = 'secondary', size = 'small' }: ShareButtonProps) {
  const t = useTranslations('share')
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), 2_500)
    return () => clearTimeout(timer)
  }, [isCopied])
  const share = async () => {
    const full = new URL(url ?? location.href, location.href).href
    const isPhone = matchMedia('(pointer: coarse)').matches
    // Closing the share sheet rejects; that is an answer, not an error.
    if (isPhone && typeof navigator.share === 'function') await navigator.share({ title, url: full }).catch(() => {})
    else setIsCopied(await copyText(full))
  }
  return (
    <Button look={look} size={size} onClick={() => void share()}>
      <Icon name={isCopied ? 'check' : 'link'} />
      <span aria-live="polite">{isCopied ? t('copied') : (label ?? t('share'))}</span>
    </Button>
  )
}
