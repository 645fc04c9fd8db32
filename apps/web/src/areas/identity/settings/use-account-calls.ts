'use client'

import { useMemo } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { accountCalls } from './account-calls'

export function useAccountCalls() {
  const { api } = useServices()
  return useMemo(() => accountCalls(api), [api])
}
