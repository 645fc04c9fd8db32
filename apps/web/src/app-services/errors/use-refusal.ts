'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { Refusal } from '../../ui/form'
import { isApiError, type ApiError } from '@eduscale/client/http-client'
import { useErrorText } from './use-error-text'

/**
 * What a form shows when the api has refused it: in the words of `word` where it knows better, else by the refusal's code, and at the
 * field that the api has named. Null for what is no refusal. The server's own words are never shown. `word` must be stable (useCallback).
 */
export function useRefusal(word?: (error: ApiError, field: string | null) => string | null): (error: unknown) => Refusal | null {
  const t = useTranslations('form')
  const errorText = useErrorText()
  return useCallback(
    (error) => {
      if (!isApiError(error)) return null
      const { field: named } = error.data
      const field = typeof named === 'string' && named !== '' ? named : null
      const isFormat = field !== null && error.code === 'bad-request'
      return { field, text: word?.(error, field) ?? (isFormat ? t('format') : errorText(error)) }
    },
    [word, t, errorText],
  )
}
