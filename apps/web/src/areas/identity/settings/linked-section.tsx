'use client'

import type { LinkedAccounts } from '@eduscale/contracts/openid'
import { useLocale, useTranslations } from 'next-intl'
import { useServices } from '../../../app-services/context/use-services'
import { useAction } from '../../../app-services/errors/use-action'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { Button } from '../../../ui/button'
import { classNames } from '../../../ui/class-names'
import type { Linked } from '../openid/openid-calls'
import styles from '../openid/openid.module.css'
import { useOpenIdCalls } from '../openid/use-openid-calls'
import { useProof } from './proof-context'
import { Section } from './section'
import settings from './settings.module.css'

interface LinkedSectionProps {
  linked: Linked
  onChanged: () => void
}

/** Accounts of elsewhere that one signs in by. */
export function LinkedSection({ linked: { accounts, providers }, onChanged }: LinkedSectionProps) {
  const t = useTranslations('openid')
  const guard = useProof()
  const { link } = useOpenIdCalls()
  const [add, isLeaving] = useAction(async (provider: string) => guard(() => link(provider)))
  const others = providers.filter(({ id }) => !accounts.some(({ provider }) => provider?.id === id))
  return (
    <Section id="linked" title={t('linked.title')} lead={t('linked.lead')}>
      {accounts.length > 0 && (
        <ul className={styles.accounts}>
          {accounts.map((account) => (
            <LinkedRow key={account.id} account={account} onChanged={onChanged} />
          ))}
        </ul>
      )}
      <div className={classNames(settings.actions, styles.named)}>
        {others.map(({ id, label }) => (
          <Button key={id} isBusy={isLeaving} onClick={() => add(id)}>
            {t('linked.add', { label })}
          </Button>
        ))}
      </div>
    </Section>
  )
}

function LinkedRow({ account, onChanged }: { account: LinkedAccounts['accounts'][number]; onChanged: () => void }) {
  const t = useTranslations('openid')
  const day = new Intl.DateTimeFormat(useLocale(), { dateStyle: 'long' })
  const { store } = useServices()
  const guard = useProof()
  const { unlink } = useOpenIdCalls()
  const label = account.provider?.label ?? new URL(account.issuer).host
  const [remove, isRemoving] = useAction(async () => {
    await guard(() => unlink(account.id))
    store.dispatch(toastShown({ tone: 'good', text: t('linked.removed', { label }) }))
    onChanged()
  })
  const since = day.format(new Date(account.linkedAt))
  return (
    <li className={styles.account}>
      <p>
        <strong>{account.knownAs === null ? label : t('linked.as', { label, name: account.knownAs })}</strong>
        <br />
        <span className={styles.muted}>{account.provider ? t('linked.since', { since }) : t('linked.gone')}</span>
      </p>
      <Button look="danger" isBusy={isRemoving} onClick={remove} aria-label={t('linked.removeOf', { label })}>
        {t('linked.remove')}
      </Button>
    </li>
  )
}
