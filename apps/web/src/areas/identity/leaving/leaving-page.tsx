'use client'

import { keepAccount } from '@eduscale/contracts/routes/identity-addresses'
import { useTranslations } from 'next-intl'
import { useServices } from '../../../app-services/context/use-services'
import { useAction } from '../../../app-services/errors/use-action'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { Button } from '../../../ui/button'
import { StateMessage } from '../../../ui/state-message'
import { useDay } from './use-day'

/** For whoever has asked to be deleted and has signed in since: they stay, or they go. */
export function LeavingPage({ name, deletesAt }: { name: string; deletesAt: string }) {
  const t = useTranslations('leaving')
  const { api, identity, store } = useServices()
  const day = useDay()
  const [keep, isKeeping] = useAction(async () => {
    await api.call(keepAccount, {})
    await identity.refresh()
    store.dispatch(toastShown({ tone: 'good', text: t('kept') }))
  })
  const [letGo, isGoing] = useAction(() => identity.signOut())
  return (
    <StateMessage
      title={t('title', { name })}
      actions={
        <>
          <Button look="primary" isBusy={isKeeping} onClick={keep}>
            {t('keep')}
          </Button>
          <Button isBusy={isGoing} onClick={letGo}>
            {t('letGo')}
          </Button>
        </>
      }
    >
      <p>{t('lead', { day: day(deletesAt) })}</p>
    </StateMessage>
  )
}
