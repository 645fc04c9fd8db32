'use client'

import type { BattlePlayerView, BattleView, Programs } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useResource } from '../../../app-services/resources/use-resource'
import { Button } from '../../../ui/button'
import { CopyButton } from '../../../ui/copy-button'
import { Skeleton } from '../../../ui/skeleton'
import { CodeBlock } from '../../../workbench/editor/code-block'
import { languageName } from '../../../app-services/languages/languages'
import result from './battle-result.module.css'
import styles from './both-codes.module.css'

type Program = NonNullable<Programs['programs'][number]['program']>

interface BothCodesProps {
  view: BattleView
  me: BattlePlayerView
  rival: BattlePlayerView
  title?: string
}

/** Both programs side by side: the last submission of each (the winning one, if it won), or what was last typed. */
export function BothCodes({ view, me, rival, title }: BothCodesProps) {
  const t = useTranslations('result')
  const error = useTranslations('error')
  const { api } = useServices()
  const ids = `${me.user.id},${rival.user.id}`
  const load = useCallback((signal: AbortSignal) => api.getPrograms(view.id, ids.split(','), { signal }), [api, ids, view.id])
  const [programs, reload] = useResource(load)
  const programOf = (userId: string) => programs.value && (programs.value.find((one) => one.userId === userId)?.program ?? null)
  return (
    <section className={result.section} aria-labelledby="codes">
      <h2 id="codes">{title ?? t('codes')}</h2>
      {programs.status === 'failed' && !programs.value ? (
        <div className={styles.failed} role="alert">
          <p>{t('codesFailed')}</p>
          <Button onClick={reload}>{error('again')}</Button>
        </div>
      ) : (
        <div className={styles.codes}>
          <OneCode player={me} side="you" view={view} isLoading={!programs.value} shown={programOf(me.user.id)} />
          <OneCode player={rival} side="rival" view={view} isLoading={!programs.value} shown={programOf(rival.user.id)} />
        </div>
      )}
    </section>
  )
}

interface OneCodeProps {
  player: BattlePlayerView
  side: 'you' | 'rival'
  view: BattleView
  isLoading: boolean
  shown: Program | null
}

function OneCode({ player, side, view, isLoading, shown }: OneCodeProps) {
  const t = useTranslations('result')
  const number = player.submissions.find((submission) => submission.id === shown?.submissionId)?.number
  return (
    <figure className={styles.code} data-side={side}>
      <figcaption>
        <strong>{player.user.name}</strong>
        {shown && (
          <span>
            {languageName(shown.language)},{' '}
            {shown.submissionId === null
              ? t('lastState')
              : shown.submissionId === view.result?.winningSubmissionId
                ? t('winning')
                : t('submissionCode', { number: String(number ?? '') })}
          </span>
        )}
        {shown && <CopyButton text={shown.code} label={`${player.user.name}: ${languageName(shown.language)}`} />}
      </figcaption>
      {isLoading ? (
        <div className={styles.loading}>
          <Skeleton height="12rem" />
        </div>
      ) : shown ? (
        <CodeBlock code={shown.code} language={shown.language} label={player.user.name} />
      ) : (
        <p className={styles.none}>{t('noCode')}</p>
      )}
    </figure>
  )
}
