'use client'

import { useTranslations } from 'next-intl'
import { useServices } from '../../app-services/context/use-services'
import { useAppDispatch } from '../../app-services/store/store'
import { Button } from '../../ui/button'
import { useAction } from '../../app-services/errors/use-action'
import { submissionLoaded } from '../../app-services/runs/runs-slice'

/** Withdraws an execution. A verdict may be quicker; then that is what is shown. */
export function CancelButton({ runId }: { runId: string }) {
  const t = useTranslations('workspace')
  const { api } = useServices()
  const dispatch = useAppDispatch()
  const [cancel, isCancelling] = useAction(async () => {
    dispatch(submissionLoaded(await api.cancelSubmission(runId)))
  })
  return (
    <Button size="small" look="quiet" isBusy={isCancelling} onClick={cancel} data-testid="cancel-run">
      {isCancelling ? t('cancelling') : t('cancel')}
    </Button>
  )
}
