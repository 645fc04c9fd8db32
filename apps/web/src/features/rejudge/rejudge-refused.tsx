'use client'

import { useTranslations } from 'next-intl'
import type { ApiError } from '@eduscale/client/http-client'
import { Button, LinkButton } from '../../ui/button'
import { StateMessage } from '../../ui/state-message'
import { useErrorText } from '../errors/use-error-text'

/** Instead of a page that could not be loaded, or isn't for whoever looks. */
export function RejudgeRefused({ error, onAgain }: { error: ApiError; onAgain: () => void }) {
  const t = useTranslations('rejudge')
  const errors = useTranslations('error')
  const errorText = useErrorText()
  if (error.code === 'forbidden' || error.code === 'unauthenticated') {
    return (
      <StateMessage
        title={t('forbidden')}
        actions={
          <LinkButton look="primary" href="/sign-in">
            {t('signIn')}
          </LinkButton>
        }
      >
        <p>{t('forbiddenLead')}</p>
      </StateMessage>
    )
  }
  const isGone = error.code === 'not-found' || error.code === 'bad-request'
  return (
    <StateMessage
      title={isGone ? t('notFound') : errors('title')}
      actions={
        <>
          {!isGone && <Button onClick={onAgain}>{errors('again')}</Button>}
          <LinkButton href="/admin/rejudges">{t('back')}</LinkButton>
        </>
      }
    >
      {!isGone && <p>{errorText(error)}</p>}
    </StateMessage>
  )
}
