'use client'

import type { BattlePlayerView, BattleView, Replay } from '@eduscale/contracts/battle'
import type { LanguageId } from '@eduscale/contracts/language'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Button } from '../../ui/button'
import { CopyButton } from '../../ui/copy-button'
import { Skeleton } from '../../ui/skeleton'
import { CodeBlock } from '../editor/code-block'
import { languageName } from '../editor/languages'
import { ReplayTrack } from '../replay/replay-track'
import result from './battle-result.module.css'
import styles from './both-codes.module.css'

interface BothCodesProps {
  view: BattleView
  replay: Replay | null
  /** The replay couldn't be loaded: asks for it again. */
  onRetry: (() => void) | null
  me: BattlePlayerView
  rival: BattlePlayerView
  title?: string
}

/** Both programs side by side: the last submission of each (the winning one, if it won), or what was last typed. */
export function BothCodes({ view, replay, onRetry, me, rival, title }: BothCodesProps) {
  const t = useTranslations('result')
  const error = useTranslations('error')
  return (
    <section className={result.section} aria-labelledby="codes">
      <h2 id="codes">{title ?? t('codes')}</h2>
      {onRetry && !replay ? (
        <div className={styles.failed} role="alert">
          <p>{t('codesFailed')}</p>
          <Button onClick={onRetry}>{error('again')}</Button>
        </div>
      ) : (
        <div className={styles.codes}>
          <OneCode player={me} side="you" view={view} replay={replay} />
          <OneCode player={rival} side="rival" view={view} replay={replay} />
        </div>
      )}
    </section>
  )
}

interface OneCodeProps {
  player: BattlePlayerView
  side: 'you' | 'rival'
  view: BattleView
  replay: Replay | null
}

function OneCode({ player, side, view, replay }: OneCodeProps) {
  const t = useTranslations('result')
  const shown = useMemo(() => chooseCode(player.user.id, view, replay), [player.user.id, replay, view])
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
      {!replay ? (
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

function chooseCode(
  userId: string,
  view: BattleView,
  replay: Replay | null,
): { code: string; language: LanguageId; submissionId: string | null } | null {
  const player = replay?.players.find((entry) => entry.userId === userId)
  if (!player) return null
  const winning = player.submissions.find((submission) => submission.id === view.result?.winningSubmissionId)
  const submission = winning ?? player.submissions.at(-1)
  if (submission) return { code: submission.code, language: submission.language, submissionId: submission.id }
  const last = new ReplayTrack(player.edits).at(Infinity)
  return last.language === null ? null : { code: last.text, language: last.language, submissionId: null }
}
