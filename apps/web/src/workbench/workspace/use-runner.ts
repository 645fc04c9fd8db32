'use client'

import type { LanguageId } from '@eduscale/contracts/language'
import type { TextFile } from '@eduscale/contracts/test-set'
import { isLongerThan, maxSourceBytes } from '@eduscale/contracts/source-limits'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useServices } from '../../app-services/context/use-services'
import { useAppDispatch } from '../../app-services/store/store'
import { useAction } from '../../app-services/errors/use-action'
import { runQueued } from '../../app-services/runs/runs-slice'
import { toastShown } from '../../app-services/toasts/toasts-slice'

interface Code {
  language: LanguageId
  code: string
  /** Beside the code; only where the page takes some. */
  files: TextFile[]
}

/** How the page at hand sends code: a battle submits by its room, practice over HTTP. */
export interface Senders {
  run: (code: Code & { input: string | null }) => Promise<{ submissionId: string; ahead: number }>
  submit: (code: Code) => Promise<{ submissionId: string; ahead: number | null }>
  /** Whether what `submit` sends can be withdrawn. */
  maySubmissionsBeCancelled: boolean
}

interface RunnerOptions {
  senders: Senders
  latestRunId: string | null
  onStart: () => void
}

/**
 * Runs and submits, and remembers which execution the console shows. The two don't wait for each other: in a race decided by receipt
 * a submission goes out at once, also while a run is on its way.
 */
export function useRunner({ senders, latestRunId, onStart }: RunnerOptions) {
  const t = useTranslations('workspace')
  const { identity } = useServices()
  const dispatch = useAppDispatch()
  const [runId, setRunId] = useState(latestRunId)
  useEffect(() => setRunId((current) => current ?? latestRunId), [latestRunId])
  const order = useRef({ started: 0, shown: 0 })
  const sent = useRef<{ id: string; code: string } | null>(null)

  const send = async (code: Code, input: string | null, how: 'run' | 'submit') => {
    const isTooLong = isLongerThan(code.code, maxSourceBytes)
    if ((code.code.trim() === '' && code.files.length === 0) || isTooLong) {
      dispatch(toastShown({ tone: 'bad', text: isTooLong ? t('codeTooLong') : t('codeEmpty') }))
      return
    }
    order.current.started += 1
    const number = order.current.started
    onStart()
    await identity.ensureUser()
    const { submissionId, ahead } = await (how === 'run' ? senders.run({ ...code, input }) : senders.submit(code))
    dispatch(
      runQueued({
        id: submissionId,
        ahead,
        language: code.language,
        isOwnInput: how === 'run' && input !== null,
        mayCancel: how === 'run' || senders.maySubmissionsBeCancelled,
      }),
    )
    // Run, then submit, and the answer to the run comes last: the console stays with what was asked for last.
    if (number < order.current.shown) return
    order.current.shown = number
    sent.current = { id: submissionId, code: code.code }
    setRunId(submissionId)
  }
  const [run, isRunning] = useAction(({ input, ...code }: Code & { input: string | null }) => send(code, input, 'run'))
  const [submit, isSubmitting] = useAction((code: Code) => send(code, null, 'submit'))

  /** What the code was, where this page has sent it as the last. */
  const sentAs = useCallback((id: string) => (sent.current?.id === id ? sent.current.code : null), [])
  return { runId, isRunning, isSubmitting, run, submit, show: setRunId, sentAs }
}
