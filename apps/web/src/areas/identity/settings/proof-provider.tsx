'use client'

import { isApiError, type ApiError } from '@eduscale/client/http-client'
import type { OwnAccount } from '@eduscale/contracts/own-account'
import { useCallback, useState, type ReactNode } from 'react'
import { ProofContext, type Guard } from './proof-context'
import { ProofDialog } from './proof-dialog'

interface Asked {
  refusal: ApiError
  proved: () => void
  givenUp: (refusal: ApiError) => void
}

/** Asks once more who one is, where something wants that. */
export function ProofProvider({ account, children }: { account: OwnAccount; children: ReactNode }) {
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
          account={account}
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
