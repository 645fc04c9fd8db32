import { createContext, useContext } from 'react'

export interface FormState {
  /** What is wrong with the field of this name, or null. */
  faultOf: (name: string) => string | null
  /** Its value is another now: what was wrong with it may not be so any more. */
  changed: (name: string) => void
  /** Of the whole form. */
  refusal: string | null
  isBusy: boolean
}

const outside: FormState = { faultOf: () => null, changed: () => {}, refusal: null, isBusy: false }

export const FormContext = createContext<FormState>(outside)

/** A field may stand outside of a form too: then nothing is wrong with it. */
export function useForm(): FormState {
  return useContext(FormContext)
}
