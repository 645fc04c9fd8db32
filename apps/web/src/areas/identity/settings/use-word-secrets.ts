'use client'

import type { ApiError } from '@eduscale/client/http-client'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'

/** What is said of a password or an address that isn't taken, at its field. */
export function useWordSecrets(): (error: ApiError, field: string | null) => string | null {
  const t = useTranslations('settings')
  return useCallback(
    (error, field) => {
      if (error.code === 'wrong-password') return t('wrongPassword')
      if (error.code !== 'bad-request') return null
      if (field === 'address') return t('badEmail')
      return field === 'next' || field === 'password' ? t('weakPassword') : null
    },
    [t],
  )
}
