'use client'

import type { ErrorCode } from '@eduscale/contracts/errors'
import { useTranslations } from 'next-intl'
import { RefusedPage } from '../../../app-services/errors/refused-page'
import { LinkButton } from '../../../ui/button'

/** Instead of a page of the administration that could not be loaded, or isn't for whoever looks. */
export function StaffRefused({ error, onAgain }: { error: { code: ErrorCode }; onAgain: () => void }) {
  const t = useTranslations('admin')
  const back = <LinkButton href="/admin">{t('back')}</LinkButton>
  const signIn = (
    <LinkButton look="primary" href="/sign-in">
      {t('signIn')}
    </LinkButton>
  )
  return (
    <RefusedPage
      error={error}
      onAgain={onAgain}
      missing={{ title: t('nobody'), way: back }}
      forbidden={{ title: t('forbidden'), text: t('forbiddenLead'), way: signIn }}
      failed={{ way: back }}
    />
  )
}
