'use client'

import type { NewSecondFactor, OwnAccount } from '@eduscale/contracts/own-account'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useAction } from '../../../app-services/errors/use-action'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { Button } from '../../../ui/button'
import { useProof } from './proof-context'
import { RecoveryCodes } from './recovery-codes'
import { Section } from './section'
import { SetUpApp } from './set-up-app'
import styles from './settings.module.css'
import { useAccountCalls } from './use-account-calls'

/** What is done at the moment, beside reading how it stands. */
type Step = { is: 'none' } | { is: 'app'; app: NewSecondFactor } | { is: 'codes'; codes: string[] }

export function SecondFactorSection({ account, onChanged }: { account: OwnAccount; onChanged: () => void }) {
  const t = useTranslations('settings')
  const lang = useLocale()
  const { store } = useServices()
  const calls = useAccountCalls()
  const guard = useProof()
  const [step, setStep] = useState<Step>({ is: 'none' })
  const { secondFactor, canHaveSecondFactor } = account

  const [begin, isBeginning] = useAction(async () => {
    setStep({ is: 'app', app: await guard(calls.beginSecondFactor) })
  })
  const [renew, isRenewing] = useAction(async () => {
    setStep({ is: 'codes', codes: (await guard(calls.renewRecoveryCodes)).recoveryCodes })
    onChanged()
  })
  const [turnOff, isTurningOff] = useAction(async () => {
    await guard(() => calls.turnSecondFactorOff(lang))
    setStep({ is: 'none' })
    store.dispatch(toastShown({ tone: 'good', text: t('second-factor.turnedOff') }))
    onChanged()
  })
  return (
    <Section id="second-factor" title={t('second-factor.title')} lead={t('second-factor.lead')}>
      {step.is === 'app' && (
        <SetUpApp
          app={step.app}
          onDone={(codes) => {
            setStep({ is: 'codes', codes })
            onChanged()
          }}
          onCancel={() => setStep({ is: 'none' })}
        />
      )}
      {step.is === 'codes' && <RecoveryCodes codes={step.codes} onKept={() => setStep({ is: 'none' })} />}
      {step.is === 'none' && secondFactor && (
        <>
          <p className={styles.fact}>{t('second-factor.on', { count: secondFactor.recoveryCodes })}</p>
          <div className={styles.actions}>
            <Button isBusy={isRenewing} onClick={renew}>
              {t('second-factor.renew')}
            </Button>
            <Button isBusy={isBeginning} onClick={begin}>
              {t('second-factor.otherApp')}
            </Button>
            <Button look="danger" isBusy={isTurningOff} onClick={turnOff}>
              {t('second-factor.turnOff')}
            </Button>
          </div>
        </>
      )}
      {step.is === 'none' && !secondFactor && !canHaveSecondFactor && <p className={styles.fact}>{t('second-factor.none')}</p>}
      {step.is === 'none' && !secondFactor && canHaveSecondFactor && (
        <Button look="primary" isBusy={isBeginning} onClick={begin}>
          {t('second-factor.setUp')}
        </Button>
      )}
    </Section>
  )
}
