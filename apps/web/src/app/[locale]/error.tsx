'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { tabStorage } from '../../app-services/storage/tab-storage'
import { Button, LinkButton } from '../../ui/button'
import { StateMessage } from '../../ui/state-message'

const key = 'eduscale.reloaded-at'

/**
 * The page is older than the server's version, whose files have other names: a reload brings the new one. Not while the server is
 * away, when there would be no page at all, and never over a battle, whose player would lose it.
 */
async function reloadOnce(): Promise<void> {
  if (/^(\/[a-z]{2})?\/battle\//.test(location.pathname)) return
  const storage = tabStorage('session')
  if (Date.now() - Number(storage.getItem(key) ?? 0) < 60_000) return
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
  if (!answer?.ok) return
  storage.setItem(key, String(Date.now()))
  location.reload()
}

export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('error')
  useEffect(() => {
    console.error(error)
    if (error.name === 'ChunkLoadError') void reloadOnce()
  }, [error])
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
