'use client'

import type { Person } from '@eduscale/contracts/person'
import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { queries } from '../../../app-services/resources/queries'
import { useAsker } from '../../../app-services/resources/use-asker'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { Link } from '../../../i18n/navigation'
import { Badge } from '../../../ui/badge'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Skeleton } from '../../../ui/skeleton'
import { AuditTable } from '../audit/audit-table'
import { StaffRefused } from '../home/staff-refused'
import { useWhen } from '../home/use-when'
import { BansPart } from './bans-part'
import styles from './people.module.css'
import { RolesPart } from './roles-part'
import { SessionsPart } from './sessions-part'

/** One person: what they may do, whether they are kept out, where they are signed in, and what was done about them. */
export function PersonPage({ id }: { id: string }) {
  const t = useTranslations('people')
  const asker = useAsker()
  const [person, reload] = useQueryResource(queries.usePersonQuery(asker === null ? skipToken : { asker, id }))
  const [changes, setChanges] = useState(0)
  const changed = () => {
    reload()
    setChanges((count) => count + 1)
  }
  if (person.status === 'failed' && !person.value) return <StaffRefused error={person.error} onAgain={reload} />
  return (
    <div className={page.page}>
      <p className={page.crumb}>
        <Link href="/admin/people">← {t('title')}</Link>
      </p>
      {!person.value && <Skeleton height="20rem" />}
      {person.value && (
        <>
          <PageHead title={person.value.name}>
            <Facts person={person.value} />
          </PageHead>
          <RolesPart person={person.value} onChanged={changed} />
          <BansPart person={person.value} onChanged={changed} />
          <SessionsPart person={person.value} onChanged={changed} />
          <section className={styles.part} aria-labelledby="person-audit">
            <h2 id="person-audit">{t('done')}</h2>
            {/* Anew after each change: what was loaded page by page is of before. */}
            <AuditTable key={changes} query={{ person: id }} />
          </section>
        </>
      )}
    </div>
  )
}

function Facts({ person: { id, kind, createdAt, bans } }: { person: Person }) {
  const t = useTranslations('people')
  const when = useWhen()
  const ban = bans.find(({ isOver }) => !isOver)
  return (
    <div className={styles.facts} role="status">
      {ban && <Badge tone="fail">{ban.until === null ? t('bannedForGood') : t('bannedUntil', { when: when(ban.until) })}</Badge>}
      <span>{t(`kinds.${kind}`)}</span>
      <span>{t('here', { when: when(createdAt) })}</span>
      <code translate="no">{id}</code>
    </div>
  )
}
