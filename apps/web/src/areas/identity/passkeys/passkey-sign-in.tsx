'use client'

import type { ApiError } from '@eduscale/client/http-client'
import type { BodyOf } from '@eduscale/contracts/routes/all'
import { beginPasskeySignIn } from '@eduscale/contracts/routes/identity-addresses'
import { browserSupportsWebAuthnAutofill, WebAuthnAbortService } from '@simplewebauthn/browser'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useHydrated } from '../../../ui/use-hydrated'
import { canAskForPasskeys, showPasskey } from './ceremony'
import { PasskeyButton, useFaultText } from './passkey-button'
import styles from './passkey-button.module.css'

interface PasskeySignInProps {
  onDone: (name: string) => void
  word: (error: ApiError) => string | null
}

/** A challenge holds for five minutes, and a page may stand open for longer. */
const anewMs = 240_000

/**
 * The way in without a name: by a button, and among what the browser offers to fill in. Needs a field whose `autoComplete` ends in
 * `webauthn` on the page.
 */
export function PasskeySignIn({ onDone, word }: PasskeySignInProps) {
  const t = useTranslations('passkeys')
  const { api, identity } = useServices()
  const isHydrated = useHydrated()
  const [round, setRound] = useState(0)
  const [fault, setFault] = useState<string | null>(null)
  const wordFault = useFaultText(word)
  const isOffered = !isHydrated || canAskForPasskeys()
  const begin = () => api.call(beginPasskeySignIn, {}, { token: null })
  const enter = async (shown: BodyOf<'signInByPasskey'>) => onDone((await identity.signInByPasskey(shown)).name)

  const offer = useEffectEvent(async (signal: AbortSignal) => {
    if (!canAskForPasskeys() || !(await browserSupportsWebAuthnAutofill())) return
    // Nobody has asked for it: who declines, or whose browser can't, has the form and the button.
    const shown = await begin()
      .then((asked) => (signal.aborted ? null : showPasskey(asked, { isAutofill: true })))
      .catch(() => null)
    if (!shown || signal.aborted) return
    try {
      await enter(shown)
    } catch (error) {
      const text = wordFault(error)
      if (text === null) throw error
      // Not offered again: what chose this one would choose it once more.
      setFault(text)
    }
  })
  useEffect(() => {
    const gone = new AbortController()
    void offer(gone.signal)
    const timer = setTimeout(() => setRound((last) => last + 1), anewMs)
    return () => {
      gone.abort()
      clearTimeout(timer)
      WebAuthnAbortService.cancelCeremony()
    }
  }, [round])

  if (!isOffered) return <p className={styles.note}>{t(window.isSecureContext ? 'unsupported' : 'insecure')}</p>
  return (
    <div className={styles.or}>
      <PasskeyButton
        size="large"
        word={word}
        told={fault}
        onFault={() => setRound((last) => last + 1)}
        act={async () => {
          setFault(null)
          await enter(await showPasskey(await begin()))
        }}
      >
        {t('signIn')}
      </PasskeyButton>
    </div>
  )
}
