'use client'

import { useTranslations } from 'next-intl'
import { useImperativeHandle, useState, type Ref } from 'react'
import styles from './editor-toolbar.module.css'

export interface ByteCountHandle {
  show: (text: string) => void
}

/** How long the code is, as the server measures it. Told by a handle: a key draws this number anew, and not the workspace. */
export function ByteCount({ ref }: { ref: Ref<ByteCountHandle> }) {
  const t = useTranslations('workspace')
  const [bytes, setBytes] = useState<number | null>(null)
  useImperativeHandle(ref, () => ({ show: (text) => setBytes(new TextEncoder().encode(text).length) }), [])
  if (bytes === null) return null
  return (
    <span className={`numerals ${styles.bytes}`} data-testid="byte-count">
      {t('bytes', { count: bytes })}
    </span>
  )
}
