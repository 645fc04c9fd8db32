'use client'

import type { ErrorCode } from '@eduscale/contracts/errors'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'

/** Puts a refusal into the reader's language; only a bad request quotes the server, for it names the field. */
export function useErrorText(): (error: { code: ErrorCode; message: string }) => string {
  const t = useTranslations('error')
  return useCallback(
    (error) => (error.code === 'bad-request' ? t('bad-request', { message: error.message }) : t(error.code)),
    [t],
  )
}
