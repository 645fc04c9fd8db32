'use client'

import { useTranslations } from 'next-intl'
import { Link, usePathname } from '../../../i18n/navigation'
import { useAppSelector } from '../../../app-services/store/store'
import { formatClock } from '../../../ui/format-time'
import { useServerNow } from '../../../app-services/context/use-server-now'
import styles from './queue-pill.module.css'

/** In the header of every other page: the search goes on. */
export function QueuePill() {
  const t = useTranslations('site')
  const ticket = useAppSelector((state) => state.arena.ticket)
  const pathname = usePathname()
  const now = useServerNow(ticket ? 1_000 : null)
  if (!ticket || pathname === '/arena') return null
  return (
    <Link href="/arena" className={styles.pill}>
      {t('searching', { time: formatClock(now - Date.parse(ticket.createdAt)) })}
    </Link>
  )
}
