'use client'

import type { ErrorCode } from '@eduscale/contracts/errors'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'

/** Puts a refusal into the reader's language. The server's own words are for whoever writes a client. */
export function useErrorText(): (error: { code: ErrorCode }) => string {
  const t = useTranslations('error')
  return useCallback((error) => t(error.code), [t])
}
