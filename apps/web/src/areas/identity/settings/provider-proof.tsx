'use client'

import type { Provider } from '@eduscale/contracts/openid'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRefusal } from '../../../app-services/errors/use-refusal'
import { Button } from '../../../ui/button'
import { classNames } from '../../../ui/class-names'
import { TextField } from '../../../ui/fields'
import { Form, FormRefusal, SubmitButton, textOf } from '../../../ui/form'
import named from '../openid/openid.module.css'
import { useOpenIdCalls } from '../openid/use-openid-calls'
import styles from './settings.module.css'

/** For who has no password: by signing in to a linked account once more. It leads away, and back to the settings. */
export function ProviderProof({ asksCode, providers }: { asksCode: boolean; providers: readonly Provider[] }) {
  const t = useTranslations('openid')
  const word = useTranslations('settings')
  const { prove } = useOpenIdCalls()
  const explain = useRefusal()
  const [chosen, setChosen] = useState(0)
  const provider = providers[chosen]
  if (!provider) return <p>{t('noProof')}</p>
  return (
    <Form
      className={classNames(styles.form, named.named)}
      explain={explain}
      onSubmit={async (values) => prove(provider.id, asksCode ? { code: textOf(values, 'code') } : {})}
    >
      <p>{t('proofLead', { label: provider.label })}</p>
      {asksCode && (
        <TextField
          name="code"
          label={word('code')}
          hint={word('codeHint')}
          kind="machine"
          isRequired
          length={[6, 40]}
          autoComplete="one-time-code"
        />
      )}
      <FormRefusal />
      <SubmitButton>{t('continue', { label: provider.label })}</SubmitButton>
      {providers.map((other, index) =>
        index === chosen ? null : (
          <Button key={other.id} look="quiet" onClick={() => setChosen(index)}>
            {t('instead', { label: other.label })}
          </Button>
        ),
      )}
    </Form>
  )
}
