'use client'

import { useEffect } from 'react'
import { isApiError } from '@eduscale/client/http-client'
import { useServices } from '../../app-services/context/use-services'
import { submissionLoaded } from './runs-slice'

/** Progress comes over the socket; a lost `done` is repaired by asking. */
const askEveryMs = 4_000
/** While it waits, only asking tells how the queue before it gets shorter. */
const askWaitingEveryMs = 1_500

export function useFollowRun(runId: string | null, { isOpen, isWaiting }: { isOpen: boolean; isWaiting: boolean }): void {
  const { api, store } = useServices()
  useEffect(() => {
    if (runId === null || !isOpen) return
    const abort = new AbortController()
    const ask = async () => {
      try {
        const submission = await api.getSubmission(runId, { signal: abort.signal })
        if (!abort.signal.aborted) store.dispatch(submissionLoaded(submission))
      } catch (error) {
        if (!isApiError(error) && !abort.signal.aborted) throw error
      }
    }
    if (!store.getState().runs.byId[runId]) void ask()
    const timer = setInterval(() => void ask(), isWaiting ? askWaitingEveryMs : askEveryMs)
    return () => {
      abort.abort()
      clearInterval(timer)
    }
  }, [api, isOpen, isWaiting, runId, store])
}
