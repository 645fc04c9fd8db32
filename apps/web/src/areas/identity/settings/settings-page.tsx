'use client'

import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { Fragment, useEffect, useState } from 'react'
import { ReadFailed } from '../../../app-services/errors/read-failed'
import { queries } from '../../../app-services/resources/queries'
import { useSignedInAsker } from '../../../app-services/resources/use-asker'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { useAppSelector } from '../../../app-services/store/store'
import { LinkButton } from '../../../ui/button'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Skeleton } from '../../../ui/skeleton'
import { useLinked } from '../openid/use-linked'
import { DataSection } from './data-section'
import { EmailSection } from './email-section'
import { LinkedSection } from './linked-section'
import { PasskeysSection } from './passkeys-section'
import { PasswordSection } from './password-section'
import { ProofProvider } from './proof-provider'
import { EventsSection } from './events-section'
import { SecondFactorSection } from './second-factor-section'
import { SessionsSection } from './sessions-section'
import styles from './settings.module.css'

const sections = ['password', 'email', 'second-factor'] as const

/** What secures one's account; each part has an address of its own. */
export function SettingsPage() {
  const t = useTranslations('settings')
  const { status, user } = useAppSelector((state) => state.identity)
  const isMember = user?.kind === 'member'
  if (status !== 'unknown' && !isMember) {
    return (
      <div className={page.page}>
        <PageHead title={t('title')} lead={t(user ? 'guestLead' : 'visitorLead')} />
        <div className={styles.actions}>
          <LinkButton look="primary" href="/register?to=/settings">
            {t(user ? 'becomeMember' : 'register')}
          </LinkButton>
          <LinkButton href="/sign-in?to=/settings">{t('signIn')}</LinkButton>
        </div>
        {user && <DataSection isGuest />}
      </div>
    )
  }
  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={user ? t('lead', { name: user.name }) : ''} />
      <MemberSettings />
    </div>
  )
}

function MemberSettings() {
  const t = useTranslations('settings')
  const [passkeys, sessions, events] = [useTranslations('passkeys'), useTranslations('sessions'), useTranslations('events')]
  const data = useTranslations('yourData')
  const asker = useSignedInAsker()
  const [{ value: account, error }, reload] = useQueryResource(queries.useOwnAccountQuery(asker === null ? skipToken : { asker }))
  const [changes, setChanges] = useState(0)
  const changed = () => {
    reload()
    setChanges((count) => count + 1)
  }
  const linkedTitle = useTranslations('openid')('linked.title')
  const [linked, reloadLinked] = useLinked(asker)
  const isHere = account !== null && linked !== null
  useEffect(() => {
    // The part that the address names wasn't there when the browser looked for it.
    if (isHere) document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }, [isHere])
  if (!account || !linked) return error ? <ReadFailed error={error} onAgain={reload} /> : <Skeleton height="30rem" />
  return (
    <ProofProvider account={account} providers={linked.ways}>
      <nav className={styles.parts} aria-label={t('parts')}>
        {sections.map((section) => (
          <Fragment key={section}>
            <a href={`#${section}`}>{t(`${section}.title`)}</a>
            {section === 'password' && <a href="#passkeys">{passkeys('title')}</a>}
          </Fragment>
        ))}
        {linked.isOffered && <a href="#linked">{linkedTitle}</a>}
        <a href="#sessions">{sessions('title')}</a>
        <a href="#events">{events('title')}</a>
        <a href="#your-data">{data('title')}</a>
      </nav>
      <PasswordSection hasPassword={account.hasPassword} onChanged={changed} />
      <PasskeysSection onChanged={changed} />
      <EmailSection account={account} onChanged={changed} />
      <SecondFactorSection account={account} onChanged={changed} />
      {linked.isOffered && (
        <LinkedSection
          linked={linked}
          onChanged={() => {
            reloadLinked()
            changed()
          }}
        />
      )}
      <SessionsSection onChanged={changed} />
      {/* Anew after each change. */}
      <EventsSection key={changes} />
      <DataSection isGuest={false} onChanged={changed} />
    </ProofProvider>
  )
}
