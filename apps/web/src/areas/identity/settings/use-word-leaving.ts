'use client'

import type { ApiError } from '@eduscale/client/http-client'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'

/** Why somebody can't be deleted just now. */
export function useWordLeaving(): (error: ApiError) => string | null {
  const t = useTranslations('yourData')
  return useCallback(
    ({ code, data }) => {
      if (code === 'already-playing') return t('refused.battle')
      if (code === 'already-queued') return t('refused.queue')
      return code === 'wrong-state' && data['because'] === 'last-admin' ? t('refused.lastAdmin') : null
    },
    [t],
  )
}
