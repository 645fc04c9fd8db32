import { createContext, useContext } from 'react'

/** Does what secures the account; where the api wants a proof first, one is asked for, and it is done again. */
export type Guard = <Result>(act: () => Promise<Result>) => Promise<Result>

export const ProofContext = createContext<Guard>((act) => act())

export function useProof(): Guard {
  return useContext(ProofContext)
}
