'use client'

import type { LanguageId } from '@eduscale/contracts/language'
import type { TextFile } from '@eduscale/contracts/test-set'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useServices } from '../../services/services-provider'
import { useAppDispatch } from '../../store/store'
import { useAction } from '../errors/use-action'
import { runQueued } from '../runs/runs-slice'
import { toastShown } from '../toasts/toasts-slice'

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

const maxSourceBytes = 64 * 1024

/** Runs and submits, one at a time, and remembers which execution the console shows. */
export function useRunner({ senders, latestRunId, onStart }: RunnerOptions) {
  const t = useTranslations('workspace')
  const { identity } = useServices()
  const dispatch = useAppDispatch()
  const [runId, setRunId] = useState(latestRunId)
  useEffect(() => setRunId((current) => current ?? latestRunId), [latestRunId])

  const [send, isSending] = useAction(async (code: Code, input: string | null, how: 'run' | 'submit') => {
    const bytes = new TextEncoder().encode(code.code).length
    if ((code.code.trim() === '' && code.files.length === 0) || bytes > maxSourceBytes) {
      dispatch(toastShown({ tone: 'bad', text: bytes > maxSourceBytes ? t('codeTooLong') : t('codeEmpty') }))
      return
    }
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
    setRunId(submissionId)
  })

  return {
    runId,
    isSending,
    run: ({ input, ...code }: Code & { input: string | null }) => send(code, input, 'run'),
    submit: (code: Code) => send(code, null, 'submit'),
    show: setRunId,
  }
}
