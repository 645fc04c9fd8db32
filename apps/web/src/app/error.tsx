'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button, LinkButton } from '../ui/button'
import { StateMessage } from '../ui/state-message'

export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('error')
  useEffect(() => console.error(error), [error])
  return (
    <main id="content" tabIndex={-1}>
      <StateMessage
        title={t('title')}
        actions={
          <>
            <Button look="primary" onClick={reset}>
              {t('again')}
            </Button>
            <LinkButton href="/">{t('home')}</LinkButton>
          </>
        }
      >
        <p>{t('lead')}</p>
      </StateMessage>
    </main>
  )
}
