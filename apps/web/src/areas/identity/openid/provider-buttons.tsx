'use client'

import type { Provider } from '@eduscale/contracts/openid'
import { useTranslations } from 'next-intl'
import { useAction } from '../../../app-services/errors/use-action'
import { useResource } from '../../../app-services/resources/use-resource'
import { Button } from '../../../ui/button'
import { classNames } from '../../../ui/class-names'
import styles from './openid.module.css'
import { useOpenIdCalls } from './use-openid-calls'

/** The other ways in that this platform knows; nothing where it knows none. */
export function ProviderButtons({ to }: { to: string }) {
  const t = useTranslations('openid')
  const calls = useOpenIdCalls()
  const [{ value: providers }] = useResource(calls.providers)
  if (!providers || providers.length === 0) return null
  return (
    <section className={classNames(styles.ways, styles.named)} aria-labelledby="other-ways">
      <h2 id="other-ways" className={styles.or}>
        {t('otherWays')}
      </h2>
      {providers.map((provider) => (
        <ProviderButton key={provider.id} provider={provider} go={async () => calls.enter(provider.id, to)} />
      ))}
    </section>
  )
}

/** Leads away from here. */
export function ProviderButton({ provider, go }: { provider: Provider; go: () => Promise<void> }) {
  const t = useTranslations('openid')
  const [leave, isLeaving] = useAction(go)
  return (
    <Button size="large" isBusy={isLeaving} onClick={leave}>
      {t('continue', { label: provider.label })}
    </Button>
  )
}
