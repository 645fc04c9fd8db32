'use client'

import { isApiError } from '@eduscale/client/http-client'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useErrorText } from '../../../app-services/errors/use-error-text'
import { useAppSelector } from '../../../app-services/store/store'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { useRouter } from '../../../i18n/navigation'
import { LinkButton } from '../../../ui/button'
import { Skeleton } from '../../../ui/skeleton'
import { StateMessage } from '../../../ui/state-message'
import styles from '../account/account-form.module.css'
import { readBan, useBanText } from '../account/ban-text'
import { SecondStepForm } from '../account/second-step-form'
import { ChooseNameForm } from './choose-name-form'
import type { Finished } from './openid-calls'
import { readTrip } from './trip'
import { useOpenIdCalls } from './use-openid-calls'

type Stand =
  | { is: 'busy' }
  | { is: 'unknown'; ticket: string; name: string; label: string }
  | { is: 'second-step'; ticket: string }
  /** At the provider somebody, or the provider, has said no. */
  | { is: 'given-up' }
  | { is: 'failed'; text: string }

/**
 * Where a provider sends one back to. What it has added to the address is taken out of it first, and is asked about by this page: so our
 * strict cookies come along, which they wouldn't with a navigation from elsewhere.
 */
export function OpenIdReturnPage({ provider }: { provider: string }) {
  const t = useTranslations('openid')
  const [stand, setStand] = useState<Stand>({ is: 'busy' })
  const isKnown = useAppSelector(({ identity }) => identity.status !== 'unknown')
  const { enter, arrive } = useArrival(setStand)
  const { finish } = useOpenIdCalls()
  const router = useRouter()
  const explain = useFailure(setStand)
  const hasBegun = useRef(false)
  useEffect(() => {
    if (!isKnown || hasBegun.current) return
    hasBegun.current = true
    const given = new URLSearchParams(location.search)
    history.replaceState(history.state, '', location.pathname)
    const [state, code] = [given.get('state'), given.get('code')]
    if (state === null || code === null) return setStand({ is: 'given-up' })
    finish({ provider, state, code, iss: given.get('iss') ?? undefined }, readTrip()).then(arrive, explain)
  }, [isKnown, provider, finish, arrive, explain])

  switch (stand.is) {
    case 'busy':
      return (
        <div className={styles.page} aria-busy="true">
          <h1>{t('busy')}</h1>
          <Skeleton height="12rem" />
        </div>
      )
    case 'unknown':
      return <ChooseNameForm {...stand} onDone={enter} />
    case 'second-step':
      return (
        <SecondStepForm
          ticket={stand.ticket}
          words={{ lead: t('secondStepLead'), back: t('again') }}
          onDone={enter}
          onBack={() => router.replace('/sign-in')}
        />
      )
    case 'given-up':
    case 'failed':
      return (
        <StateMessage title={t(stand.is === 'failed' ? 'failedTitle' : 'givenUpTitle')} actions={<WaysOn />}>
          <p>{stand.is === 'failed' ? stand.text : t('givenUp')}</p>
        </StateMessage>
      )
    default:
      return stand satisfies never
  }
}

/** From where one has come. */
function WaysOn() {
  const t = useTranslations('openid')
  const isOwn = readTrip().purpose !== 'enter'
  return (
    <LinkButton look="primary" href={isOwn ? '/settings' : '/sign-in'}>
      {t(isOwn ? 'toSettings' : 'again')}
    </LinkButton>
  )
}

function useArrival(setStand: (stand: Stand) => void) {
  const t = useTranslations('openid')
  const word = useTranslations('account')
  const { store } = useServices()
  const router = useRouter()
  const goOn = useCallback(
    (text: string) => {
      store.dispatch(toastShown({ tone: 'good', text }))
      router.replace(readTrip().to)
    },
    [store, router],
  )
  const enter = useCallback((name: string) => goOn(word('welcome', { name })), [goOn, word])
  const arrive = useCallback(
    (finished: Finished) => {
      switch (finished.is) {
        case 'unknown':
          return setStand(finished)
        case 'in':
          return enter(finished.user.name)
        case 'linked':
          return goOn(t('linked.added', { label: finished.label }))
        case 'proved':
          return goOn(t('proved'))
        default:
          return finished satisfies never
      }
    },
    [enter, goOn, setStand, t],
  )
  return { enter, arrive }
}

function useFailure(setStand: (stand: Stand) => void): (error: unknown) => void {
  const t = useTranslations('openid')
  const errorText = useErrorText()
  const banText = useBanText()
  return useCallback(
    (error) => {
      if (!isApiError(error)) throw error
      const { ticket } = error.data
      if (error.code === 'second-factor' && typeof ticket === 'string') return setStand({ is: 'second-step', ticket })
      const ban = error.code === 'banned' ? readBan(error.data) : null
      setStand({ is: 'failed', text: ban ? banText(ban) : error.code === 'link-spent' ? t('spent') : errorText(error) })
    },
    [setStand, t, errorText, banText],
  )
}
