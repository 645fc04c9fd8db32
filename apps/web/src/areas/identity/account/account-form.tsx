'use client'

import { newId } from '@eduscale/client/new-id'
import { useTranslations } from 'next-intl'
import { useCallback, useRef, useState, type ReactNode } from 'react'
import { isApiError, type ApiError } from '@eduscale/client/http-client'
import { useServices } from '../../../app-services/context/use-services'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { useAppSelector } from '../../../app-services/store/store'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { Link, useRouter } from '../../../i18n/navigation'
import { LinkButton } from '../../../ui/button'
import { CheckField, TextField } from '../../../ui/fields'
import { Form, FormRefusal, rawTextOf, SubmitButton, textOf } from '../../../ui/form'
import { StateMessage } from '../../../ui/state-message'
import { PasskeySignIn } from '../passkeys/passkey-sign-in'
import styles from './account-form.module.css'
import { readBan, useBanText } from './ban-text'
import { SecondStepForm } from './second-step-form'

interface AccountFormProps {
  kind: 'sign-in' | 'register'
  to: string
  /** Other ways in. */
  children: ReactNode
}

export function AccountForm({ kind, to, children }: AccountFormProps) {
  const t = useTranslations('account')
  const { identity, store } = useServices()
  const router = useRouter()
  const user = useAppSelector((state) => state.identity.user)
  const [isShown, setIsShown] = useState(false)
  // Whoever has just made an account is on the way, and isn't told that they have one.
  const [isSent, setIsSent] = useState(false)
  /** Of a sign-in that asks for a code as well. */
  const [ticket, setTicket] = useState<string | null>(null)
  const attempt = useRef<{ id: string; of: string } | null>(null)
  const banText = useBanText()
  const isNew = kind === 'register'
  const wordBan = useCallback(
    (error: ApiError) => {
      const banned = error.code === 'banned' ? readBan(error.data) : null
      return banned && banText(banned)
    },
    [banText],
  )
  const explain = useRefusal(
    useCallback(
      (error: ApiError, field: string | null) => {
        const banned = wordBan(error)
        if (banned !== null) return banned
        if (!isNew) return null
        if (error.code === 'bad-request') return t(`fieldBad.${field === 'password' ? 'password' : 'name'}`)
        return error.code === 'unavailable' ? t('noAnswer') : null
      },
      [wordBan, isNew, t],
    ),
  )
  const isUpgrade = isNew && user?.kind === 'guest'
  const title = !isNew ? t('signInTitle') : isUpgrade ? t('upgradeTitle') : t('registerTitle')

  /** The same for the same name and password: sent again for want of an answer, it doesn't ask for a second account. */
  const attemptIdOf = (body: { name: string; password: string }) => {
    const of = JSON.stringify(body)
    if (attempt.current?.of !== of) attempt.current = { id: newId(), of }
    return attempt.current.id
  }

  const submit = async (values: FormData) => {
    const body = { name: textOf(values, 'name'), password: rawTextOf(values, 'password') }
    setIsSent(true)
    try {
      await (isNew ? identity.register({ ...body, attemptId: attemptIdOf(body) }) : identity.signIn(body))
    } catch (error) {
      setIsSent(false)
      const next = isApiError(error, 'second-factor') ? error.data['ticket'] : null
      if (typeof next !== 'string') throw error
      setTicket(next)
      return
    }
    enter(body.name)
  }
  const enter = (name: string) => {
    store.dispatch(toastShown({ tone: 'good', text: t('welcome', { name }) }))
    router.push(to)
  }

  if (ticket !== null) return <SecondStepForm ticket={ticket} onDone={enter} onBack={() => setTicket(null)} />

  if (isNew && user?.kind === 'member' && !isSent) {
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
      <Form className={styles.form} explain={explain} onSubmit={submit}>
        <TextField
          name="name"
          label={t('name')}
          hint={isNew ? t('nameHint') : undefined}
          kind="machine"
          isRequired
          length={isNew ? [2, 24] : [1, 64]}
          autoComplete={isNew ? 'username' : 'username webauthn'}
        />
        <TextField
          name="password"
          label={t('password')}
          hint={isNew ? t('passwordHint') : undefined}
          kind={isShown ? 'machine' : 'password'}
          isRequired
          length={isNew ? [8, 200] : [1, 200]}
          autoComplete={isNew ? 'new-password' : 'current-password'}
        />
        <CheckField name="isShown" label={t('showPassword')} isChecked={isShown} onChange={setIsShown} />
        <FormRefusal />
        <SubmitButton size="large">{!isNew ? t('signIn') : isUpgrade ? t('upgrade') : t('register')}</SubmitButton>
      </Form>
      {!isNew && <PasskeySignIn onDone={enter} word={wordBan} />}
      {!isNew && (
        <p className={styles.other}>
          <Link href="/reset">{t('forgot')}</Link>
        </p>
      )}
      <p className={styles.other}>
        {!isNew ? (
          <>
            {t('noAccount')} <Link href={`/register?to=${encodeURIComponent(to)}`}>{t('register')}</Link>
          </>
        ) : (
          <>
            {t('haveAccount')} <Link href={`/sign-in?to=${encodeURIComponent(to)}`}>{t('signIn')}</Link>
          </>
        )}
      </p>
      {children}
    </div>
  )
}
