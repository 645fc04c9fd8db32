'use client'

import { newId } from '@eduscale/client/new-id'
import { skipToken } from '@reduxjs/toolkit/query'
import { Link } from '../../../i18n/navigation'
import { locales } from '../../../i18n/routing'
import { loadLater } from '../../../ui/load-later'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useMemo, type ReactNode } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { queries } from '../../../app-services/resources/queries'
import { useSignedInAsker } from '../../../app-services/resources/use-asker'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { useStatementLang } from '../../../app-services/preferences/use-statement-lang'
import { useErrorText } from '../../../app-services/errors/use-error-text'
import { useAppDispatch, useAppSelector } from '../../../app-services/store/store'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { LinkButton } from '../../../ui/button'
import { Skeleton } from '../../../ui/skeleton'
import { RefusedPage } from '../../../app-services/errors/refused-page'
import type { Senders } from '../../../workbench/workspace/use-runner'
import styles from './practice-page.module.css'

const loadWorkspace = () => import('../../../workbench/workspace/workspace')
const Workspace = loadLater(() => loadWorkspace().then((module) => module.Workspace), { loading: () => <Placeholder /> })

/** The battle's workspace without clock and opponent. */
export function PracticePage({ slug, header }: { slug: string; header: ReactNode }) {
  const t = useTranslations('practice')
  const { api } = useServices()
  // Together with the problem, not after it.
  useEffect(() => void loadWorkspace().catch(() => {}), [])
  const { problem, shown, reload } = useProblem(slug)
  const { submissions, reload: reloadSubmissions } = useSubmissions(slug)

  const senders = useMemo<Senders>(
    () => ({
      run: (code) => api.run({ ...code, problem: { by: 'slug', slug } }),
      submit: async (code) => {
        const queued = await api.submit({ ...code, cid: newId(), slug })
        reloadSubmissions()
        return queued
      },
      maySubmissionsBeCancelled: true,
    }),
    [api, reloadSubmissions, slug],
  )

  const toAll = (
    <LinkButton look="primary" href="/practice">
      {t('back')}
    </LinkButton>
  )
  return (
    <div className={styles.page}>
      {header}
      <main id="content" tabIndex={-1} className={styles.main}>
        {problem.status === 'failed' && !shown ? (
          <RefusedPage
            error={problem.error}
            onAgain={reload}
            missing={{ title: t('notFoundTitle'), text: t('notFound'), way: toAll }}
            failed={{ way: toAll }}
          />
        ) : shown ? (
          <Workspace
            problem={shown}
            senders={senders}
            mayAddFiles
            submissions={submissions}
            banner={
              <p className={styles.crumb}>
                <Link href="/practice">← {t('back')}</Link>
                <Link href="/arena">{t('nextInArena')}</Link>
              </p>
            }
          />
        ) : (
          <Placeholder />
        )}
      </main>
    </div>
  )
}

function Placeholder() {
  return (
    <div className={styles.loading} aria-busy="true">
      <Skeleton width="40%" height="2rem" />
      <Skeleton height="10rem" />
      <Skeleton height="6rem" />
    </div>
  )
}

/** While it comes in another language the one before stays: with it the code would go, too. */
function useProblem(slug: string) {
  const [lang, choose] = useStatementLang()
  const dispatch = useAppDispatch()
  const errorText = useErrorText()
  const query = queries.useProblemQuery({ slug, lang })
  const [problem, reload] = useQueryResource(query)
  const before = query.data?.slug === slug ? query.data : null
  const hasStayed = problem.status === 'failed' && problem.value === null && before !== null
  const tell = useEffectEvent(() => {
    if (problem.error) dispatch(toastShown({ tone: 'bad', text: errorText(problem.error) }))
    const had = locales.find((locale) => locale === before?.lang)
    if (had) choose(had)
  })
  useEffect(() => {
    if (hasStayed) tell()
  }, [hasStayed])
  return { problem, shown: problem.value ?? before, reload }
}

/** One's own submissions of a problem; asked again when one of them has been judged. */
function useSubmissions(slug: string) {
  const asker = useSignedInAsker()
  const judged = useAppSelector((state) => Object.values(state.runs.byId).filter((run) => run.phase === 'done').length)
  const [submissions, reload] = useQueryResource(queries.useSubmissionsQuery(asker === null ? skipToken : { asker, slug }))
  useEffect(() => {
    if (judged > 0) reload()
  }, [judged, reload])
  const entries = useMemo(
    () =>
      (submissions.value ?? [])
        .filter((submission) => submission.kind !== 'run')
        .map(({ id, language, receivedAt, verdict, score }) => ({
          id,
          language,
          receivedAt,
          verdict,
          score,
          sinceStartMs: null,
        })),
    [submissions.value],
  )
  return { submissions: entries, reload }
}
