'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useCallback } from 'react'

export interface ToldBan {
  reason: string
  /** Null: for good. */
  until: string | null
}

/** What a refusal says of a ban; null where it says nothing of that kind. */
export function readBan({ reason, until }: Readonly<Record<string, unknown>>): ToldBan | null {
  return typeof reason === 'string' ? { reason, until: typeof until === 'string' ? until : null } : null
}

/** Until when one is out, and why, in the words of whoever decided it. */
export function useBanText(): (ban: ToldBan) => string {
  const t = useTranslations('ban')
  const locale = useLocale()
  return useCallback(
    ({ reason, until }) => {
      if (until === null) return t('forGood', { reason })
      const when = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(until))
      return t('until', { reason, when })
    },
    [t, locale],
  )
}
