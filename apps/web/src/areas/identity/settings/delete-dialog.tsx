'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useServices } from '../../../app-services/context/use-services'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Form, FormRefusal, SubmitButton } from '../../../ui/form'
import { useDay } from '../leaving/use-day'
import { useProof } from './proof-context'
import styles from './settings.module.css'
import { useAccountCalls } from './use-account-calls'
import { useWordLeaving } from './use-word-leaving'

const goes = ['name', 'access', 'practice', 'typing'] as const
const stays = ['battles', 'records'] as const

/** Says what goes and what stays, before somebody goes. */
export function DeleteDialog({ isGuest, onClose }: { isGuest: boolean; onClose: () => void }) {
  const t = useTranslations('yourData')
  const lang = useLocale()
  const { identity, store } = useServices()
  const calls = useAccountCalls()
  const guard = useProof()
  const explain = useRefusal(useWordLeaving())
  const day = useDay()
  const leave = async () => {
    const { slot } = store.getState().identity
    const { deletesAt } = await guard(() => calls.askDeletion({ lang }))
    const text = isGuest ? t('gone') : t('asked', { day: day(deletesAt) })
    if (slot !== null) identity.forget(slot)
    store.dispatch(toastShown({ tone: 'good', text }))
  }
  return (
    <Dialog title={t('deleteTitle')} onClose={onClose}>
      <Form className={styles.dialog} explain={explain} onSubmit={leave}>
        <p>{t(isGuest ? 'deleteGuest' : 'deleteLead')}</p>
        <List title={t('goesTitle')} items={goes.map((item) => t(`goes.${item}`))} />
        <List title={t('staysTitle')} items={stays.map((item) => t(`stays.${item}`))} />
        <FormRefusal />
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <SubmitButton look="danger">{t('deleteNow')}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  )
}

function List({ title, items }: { title: string; items: readonly string[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  )
}
