'use client'

import { useTranslations } from 'next-intl'
import type { ErrorCode } from '@eduscale/contracts/errors'
import { RefusedPage } from '../../../app-services/errors/refused-page'
import { LinkButton } from '../../../ui/button'

/** Instead of a page that could not be loaded, or isn't for whoever looks. */
export function RejudgeRefused({ error, onAgain }: { error: { code: ErrorCode }; onAgain: () => void }) {
  const t = useTranslations('rejudge')
  const back = <LinkButton href="/admin/rejudges">{t('back')}</LinkButton>
  const signIn = (
    <LinkButton look="primary" href="/sign-in">
      {t('signIn')}
    </LinkButton>
  )
  return (
    <RefusedPage
      error={error}
      onAgain={onAgain}
      missing={{ title: t('notFound'), way: back }}
      forbidden={{ title: t('forbidden'), text: t('forbiddenLead'), way: signIn }}
      failed={{ way: back }}
    />
  )
}
