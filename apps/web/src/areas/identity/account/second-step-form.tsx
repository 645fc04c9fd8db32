'use client'

import { useTranslations } from 'next-intl'
import { useServices } from '../../../app-services/context/use-services'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { Button } from '../../../ui/button'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, SubmitButton, textOf } from '../../../ui/form'
import styles from './account-form.module.css'

interface SecondStepFormProps {
  ticket: string
  /** After what: a password, unless it is said. */
  words?: { lead: string; back: string }
  onDone: (name: string) => void
  onBack: () => void
}

/** The password was right; now a code. */
export function SecondStepForm({ ticket, words, onDone, onBack }: SecondStepFormProps) {
  const t = useTranslations('settings')
  const { identity } = useServices()
  const explain = useRefusal()
  return (
    <div className={styles.page}>
      <h1>{t('secondStep.title')}</h1>
      <p className={styles.lead}>{words?.lead ?? t('secondStep.lead')}</p>
      <Form
        className={styles.form}
        explain={explain}
        onSubmit={async (values) => onDone((await identity.finishSignIn({ ticket, code: textOf(values, 'code') })).name)}
      >
        <TextField
          name="code"
          label={t('code')}
          hint={t('codeHint')}
          kind="machine"
          isRequired
          length={[6, 40]}
          autoComplete="one-time-code"
        />
        <FormRefusal />
        <SubmitButton size="large">{t('secondStep.go')}</SubmitButton>
        <Button look="quiet" onClick={onBack}>
          {words?.back ?? t('secondStep.back')}
        </Button>
      </Form>
    </div>
  )
}
