'use client'

import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { openIdCalls } from './openid-calls'

export function useOpenIdCalls() {
  const { api, identity, tokens } = useServices()
  const lang = useLocale()
  return useMemo(() => openIdCalls({ api, identity, tokens }, lang), [api, identity, tokens, lang])
}
