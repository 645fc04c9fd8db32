'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { ApiError } from '@eduscale/client/http-client'
import { useRefusal } from '../../../app-services/errors/use-refusal'

const known = ['last-admin', 'no-member', 'banned', 'bot', 'deleted'] as const

/** Why a change of a person was refused, in words: for a form's `explain`. */
export function useChangeRefusal() {
  const t = useTranslations('people')
  return useRefusal(
    useCallback(
      (error: ApiError) => {
        const because = known.find((each) => each === error.data['because'])
        if (error.code === 'wrong-state' && because) return t(`refused.${because}`)
        return error.code === 'not-found' ? t('refused.gone') : null
      },
      [t],
    ),
  )
}
