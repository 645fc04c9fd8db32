'use client'

import { useEffect, useState } from 'react'
import { copyText } from './copy-text'
import { Icon } from './icon'
import styles from './copy-button.module.css'

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), 1_600)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <button
      type="button"
      className={styles.copy}
      aria-label={label}
      title={label}
      onClick={() => void copyText(text).then(setIsCopied)}
    >
      <Icon name={isCopied ? 'check' : 'copy'} />
    </button>
  )
}
