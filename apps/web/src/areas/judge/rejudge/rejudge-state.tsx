import type { RejudgeSet } from '@eduscale/contracts/rejudge'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '../../../ui/badge'
import styles from './rejudge.module.css'

/** How often is asked for what the server is at work on. */
export const movingPollMs = 1_500

/** Whether the server is at work on a set, so that what is shown will change by itself. */
export function isMoving({ state }: RejudgeSet): boolean {
  return state === 'collecting' || state === 'judging' || state === 'applying' || state === 'reverting'
}

export function RejudgeStateTag({ state }: { state: RejudgeSet['state'] }) {
  const t = useTranslations('rejudge')
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
}

const tones: Readonly<Record<RejudgeSet['state'], BadgeTone>> = {
  collecting: 'plain',
  judging: 'plain',
  ready: 'you',
  applying: 'plain',
  applied: 'pass',
  reverting: 'plain',
  discarded: 'faint',
}

export function RejudgeProgress({ set }: { set: RejudgeSet }) {
  const t = useTranslations('rejudge')
  const text = t('progress', { judged: String(set.judged), total: String(set.total) })
  return (
    <span className={styles.progress}>
      <progress value={set.judged} max={Math.max(1, set.total)} aria-label={text} />
      <span className="numerals">{text}</span>
    </span>
  )
}
