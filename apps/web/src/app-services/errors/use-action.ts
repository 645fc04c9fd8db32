'use client'

import { useCallback, useRef, useState } from 'react'
import { isApiError } from '@eduscale/client/http-client'
import { useAppDispatch } from '../store/store'
import { toastShown } from '../toasts/toasts-slice'
import { useErrorText } from './use-error-text'

/**
 * Runs something a user asked for, once at a time, and tells them when it was refused. Anything that isn't a refusal of the
 * api is a bug and goes on to the console and the error boundary's handler.
 */
export function useAction<Arguments extends unknown[]>(
  action: (...args: Arguments) => Promise<void>,
): [run: (...args: Arguments) => void, isBusy: boolean] {
  const [isBusy, setIsBusy] = useState(false)
  const running = useRef(false)
  const dispatch = useAppDispatch()
  const errorText = useErrorText()
  const run = useCallback(
    (...args: Arguments) => {
      if (running.current) return
      running.current = true
      setIsBusy(true)
      action(...args)
        .catch((error: unknown) => {
          if (!isApiError(error)) throw error
          dispatch(toastShown({ tone: 'bad', text: errorText(error) }))
        })
        .finally(() => {
          running.current = false
          setIsBusy(false)
        })
    },
    [action, dispatch, errorText],
  )
  return [run, isBusy]
}
