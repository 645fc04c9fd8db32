'use client'

import type { Passkey, Passkeys } from '@eduscale/contracts/passkey'
import { skipToken } from '@reduxjs/toolkit/query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { ReadFailed } from '../../../app-services/errors/read-failed'
import { queries } from '../../../app-services/resources/queries'
import { useSignedInAsker } from '../../../app-services/resources/use-asker'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Skeleton } from '../../../ui/skeleton'
import { canAskForPasskeys, makePasskey } from '../passkeys/ceremony'
import { PasskeyButton } from '../passkeys/passkey-button'
import { AskDialog } from './ask-dialog'
import { useProof } from './proof-context'
import { RenamePasskey } from './rename-passkey'
import { Section } from './section'
import styles from './settings.module.css'
import { useAccountCalls } from './use-account-calls'
import { useAgo } from './use-ago'

/** What is asked about one of them. */
type Asked = { is: 'rename' | 'remove'; passkey: Passkey } | null

export function PasskeysSection({ onChanged }: { onChanged: () => void }) {
  const t = useTranslations('passkeys')
  const asker = useSignedInAsker()
  const [{ value, error }, reload] = useQueryResource(queries.usePasskeysQuery(asker === null ? skipToken : { asker }))
  const changed = () => {
    reload()
    onChanged()
  }
  return (
    <Section id="passkeys" title={t('title')} lead={t('lead')}>
      {value && <Kept of={value} onChanged={changed} />}
      {!value && (error ? <ReadFailed error={error} onAgain={reload} /> : <Skeleton height="5rem" />)}
    </Section>
  )
}

function Kept({ of, onChanged }: { of: Passkeys; onChanged: () => void }) {
  const t = useTranslations('passkeys')
  const lang = useLocale()
  const { store } = useServices()
  const calls = useAccountCalls()
  const guard = useProof()
  const [asked, setAsked] = useState<Asked>(null)
  const nameOf = ({ name }: Passkey) => name ?? t('unnamed')
  const say = (text: string) => store.dispatch(toastShown({ tone: 'good', text }))

  const add = async () => {
    const begun = await guard(calls.beginPasskey)
    await calls.addPasskey({ credential: await makePasskey(begun), lang })
    say(t('added'))
    onChanged()
  }
  const remove = async ({ id }: Passkey) => {
    await guard(() => calls.removePasskey(id, lang))
    say(t('removed'))
    onChanged()
  }
  return (
    <>
      {of.passkeys.length === 0 && <p className={styles.fact}>{t('none')}</p>}
      {of.passkeys.length > 0 && (
        <ul className={styles.items}>
          {of.passkeys.map((passkey) => (
            <li key={passkey.id} data-testid="passkey">
              <Facts passkey={passkey} name={nameOf(passkey)} />
              <Button
                size="small"
                aria-label={t('renameNamed', { name: nameOf(passkey) })}
                onClick={() => setAsked({ is: 'rename', passkey })}
              >
                {t('rename')}
              </Button>
              <Button
                size="small"
                aria-label={t('removeNamed', { name: nameOf(passkey) })}
                onClick={() => setAsked({ is: 'remove', passkey })}
              >
                {t('remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <WhereOrAdd of={of} onAdd={add} />
      {asked?.is === 'rename' && <RenamePasskey passkey={asked.passkey} onRenamed={onChanged} onClose={() => setAsked(null)} />}
      {asked?.is === 'remove' && (
        <AskDialog
          title={t('removeTitle', { name: nameOf(asked.passkey) })}
          action={t('remove')}
          onClose={() => setAsked(null)}
          onYes={() => remove(asked.passkey)}
        >
          {t('removeLead')}
        </AskDialog>
      )}
    </>
  )
}

function Facts({ passkey: { isSynced, createdAt, lastUsedAt }, name }: { passkey: Passkey; name: string }) {
  const t = useTranslations('passkeys')
  const ago = useAgo()
  return (
    <div className={styles.item}>
      <span className={styles.itemName}>
        {name} {isSynced && <Badge tone="faint">{t('synced')}</Badge>}
      </span>
      <span className={styles.itemFacts}>
        {t('made', { when: ago(createdAt) })} · {lastUsedAt === null ? t('unused') : t('used', { when: ago(lastUsedAt) })}
      </span>
    </div>
  )
}

/** Another one, or why there can be none here. */
function WhereOrAdd({ of: { passkeys, origin, why, most }, onAdd }: { of: Passkeys; onAdd: () => Promise<void> }) {
  const t = useTranslations('passkeys')
  if (why) return <p className={styles.note}>{t(`why.${why}`)}</p>
  if (origin !== null && origin !== location.origin) {
    const link = (text: React.ReactNode) => <a href={`${origin}${location.pathname}#passkeys`}>{text}</a>
    return <p className={styles.note}>{t.rich('elsewhere', { origin, link })}</p>
  }
  if (!canAskForPasskeys()) return <p className={styles.note}>{t('unsupported')}</p>
  if (passkeys.length >= most) return <p className={styles.note}>{t('enough', { count: most })}</p>
  return <PasskeyButton act={onAdd}>{t('add')}</PasskeyButton>
}
