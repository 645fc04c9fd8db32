'use client'

import { isApiError, type ApiError } from '@eduscale/client/http-client'
import { useCallback, useState, type ReactNode } from 'react'
import { ProofContext, type Guard } from './proof-context'
import { ProofDialog, type ProofDialogProps } from './proof-dialog'

interface Asked {
  refusal: ApiError
  proved: () => void
  givenUp: (refusal: ApiError) => void
}

interface ProofProviderProps extends Pick<ProofDialogProps, 'account' | 'providers'> {
  children: ReactNode
}

/** Asks once more who one is, where something wants that, by all that a sign-in would ask for. */
export function ProofProvider({ children, ...ways }: ProofProviderProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const guard = useCallback<Guard>(async (act) => {
    try {
      return await act()
    } catch (error) {
      if (!isApiError(error, 'proof-needed')) throw error
      await new Promise<void>((proved, givenUp) => setAsked({ refusal: error, proved, givenUp }))
      return act()
    }
  }, [])
  return (
    <ProofContext value={guard}>
      {children}
      {asked && (
        <ProofDialog
          {...ways}
          onProved={() => {
            setAsked(null)
            asked.proved()
          }}
          onClose={() => {
            setAsked(null)
            asked.givenUp(asked.refusal)
          }}
        />
      )}
    </ProofContext>
  )
}
