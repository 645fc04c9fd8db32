'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useAppSelector } from '../store/store'
import styles from './notices.module.css'

/** A reconnect that takes less than this is nobody's business. */
const patienceMs = 4_000

/** Says that one is offline, or that no server answers, once that has lasted. */
export function ConnectionNote() {
  const t = useTranslations('site')
  const isBrowserOnline = useAppSelector((state) => state.connection.isBrowserOnline)
  const isLost = useAppSelector(({ connection }) => connection.status === 'offline' || connection.status === 'connecting')
  const isLong = useLasting(isLost, patienceMs)
  if (isBrowserOnline && !isLong) return null
  return (
    <p key={String(isBrowserOnline)} className={styles.connection}>
      {isBrowserOnline ? t('unreachable') : t('offline')}
    </p>
  )
}

function useLasting(isOn: boolean, ms: number): boolean {
  const [hasLasted, setHasLasted] = useState(false)
  useEffect(() => {
    if (!isOn) return
    const timer = setTimeout(() => setHasLasted(true), ms)
    return () => {
      clearTimeout(timer)
      setHasLasted(false)
    }
  }, [isOn, ms])
  return isOn && hasLasted
}
