'use client'

import { newId } from '@eduscale/client/new-id'
import { useTranslations } from 'next-intl'
import { useRef, useState, useSyncExternalStore, type FormEvent } from 'react'
import { Link, useRouter } from '../../i18n/navigation'
import { isApiError } from '@eduscale/client/http-client'
import { useServices } from '../../services/services-provider'
import { useAppSelector } from '../../store/store'
import { Button, LinkButton } from '../../ui/button'
import { StateMessage } from '../../ui/state-message'
import { useErrorText } from '../errors/use-error-text'
import { toastShown } from '../toasts/toasts-slice'
import styles from './account-form.module.css'

interface AccountFormProps {
  kind: 'sign-in' | 'register'
  to: string
}

export function AccountForm({ kind, to }: AccountFormProps) {
  const t = useTranslations('account')
  const { identity, store } = useServices()
  const router = useRouter()
  const errorText = useErrorText()
  const user = useAppSelector((state) => state.identity.user)
  const [isBusy, setIsBusy] = useState(false)
  const [isDone, setIsDone] = useState(false)
  const [isShown, setIsShown] = useState(false)
  const attempt = useRef<{ id: string; of: string } | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  // Until the page's scripts have come, a browser would send the form by itself: with the password in the address.
  const isAlive = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  )
  const isUpgrade = kind === 'register' && user?.kind === 'guest'
  const title = kind === 'sign-in' ? t('signInTitle') : isUpgrade ? t('upgradeTitle') : t('registerTitle')

  /** The same for the same name and password: sent again for want of an answer, it doesn't ask for a second account. */
  const attemptIdOf = (body: { name: string; password: string }) => {
    const of = JSON.stringify(body)
    if (attempt.current?.of !== of) attempt.current = { id: newId(), of }
    return attempt.current.id
  }

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const field = (name: string) => {
      const value = form.get(name)
      return typeof value === 'string' ? value : ''
    }
    const body = { name: field('name').trim(), password: field('password') }
    setIsBusy(true)
    setRefusal(null)
    try {
      await (kind === 'sign-in' ? identity.signIn(body) : identity.register({ ...body, attemptId: attemptIdOf(body) }))
      setIsDone(true)
      store.dispatch(toastShown({ tone: 'good', text: t('welcome', { name: body.name }) }))
      router.push(to)
    } catch (error) {
      if (!isApiError(error)) throw error
      const isBadField = error.code === 'bad-request' && kind === 'register'
      const field = error.data['field'] === 'password' ? 'password' : 'name'
      if (isBadField) setRefusal(t(`fieldBad.${field}`))
      else setRefusal(kind === 'register' && error.code === 'unavailable' ? t('noAnswer') : errorText(error))
    } finally {
      setIsBusy(false)
    }
  }

  if (kind === 'register' && user?.kind === 'member' && !isBusy && !isDone) {
    return (
      <StateMessage
        title={t('haveOneTitle')}
        actions={
          <LinkButton look="primary" href={to}>
            {t('goOn')}
          </LinkButton>
        }
      >
        <p>{t('haveOne', { name: user.name })}</p>
      </StateMessage>
    )
  }
  return (
    <div className={styles.page}>
      <h1>{title}</h1>
      {isUpgrade && <p className={styles.lead}>{t('upgradeLead', { name: user.name })}</p>}
      <form className={styles.form} method="post" onSubmit={submit}>
        <label>
          <span>{t('name')}</span>
          <input
            name="name"
            required
            minLength={kind === 'register' ? 2 : 1}
            maxLength={kind === 'register' ? 24 : 64}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby={kind === 'register' ? 'name-hint' : undefined}
          />
        </label>
        {kind === 'register' && <small id="name-hint">{t('nameHint')}</small>}
        <label>
          <span>{t('password')}</span>
          <input
            name="password"
            type={isShown ? 'text' : 'password'}
            required
            minLength={kind === 'register' ? 8 : 1}
            maxLength={200}
            autoComplete={kind === 'register' ? 'new-password' : 'current-password'}
            aria-describedby={kind === 'register' ? 'password-hint' : undefined}
          />
        </label>
        {kind === 'register' && <small id="password-hint">{t('passwordHint')}</small>}
        <label className={styles.check}>
          <input type="checkbox" checked={isShown} onChange={(event) => setIsShown(event.target.checked)} />
          {t('showPassword')}
        </label>
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
        <Button type="submit" look="primary" size="large" isBusy={isBusy} disabled={!isAlive}>
          {kind === 'sign-in' ? t('signIn') : isUpgrade ? t('upgrade') : t('register')}
        </Button>
      </form>
      <p className={styles.other}>
        {kind === 'sign-in' ? (
          <>
            {t('noAccount')} <Link href={`/register?to=${encodeURIComponent(to)}`}>{t('register')}</Link>
          </>
        ) : (
          <>
            {t('haveAccount')} <Link href={`/sign-in?to=${encodeURIComponent(to)}`}>{t('signIn')}</Link>
          </>
        )}
      </p>
    </div>
  )
}

function neverChanges() {
  return () => {}
}
