'use client'

import type { Problem } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import { kindViewOf } from '../problem-kinds/registry'
import { judgingFacts } from '../console/judging-facts'
import styles from './judging-note.module.css'

/** How the problem at hand is judged, where that isn't the usual way; nothing where it is. */
export function JudgingNote({ problem }: { problem: Problem }) {
  const t = useTranslations('judging')
  const note = kindViewOf(problem).note(problem, t)
  const facts = judgingFacts(problem)
  if (note === null && facts.length === 0) return null
  const text = facts.map((fact) => {
    switch (fact.is) {
      case 'passes':
        return fact.count === 2 ? t('twoPasses') : t('passes', { count: fact.count })
      case 'points':
        return fact.max === null ? t('points') : t('pointsOf', { max: String(fact.max), groups: fact.groups })
      default:
        return fact satisfies never
    }
  })
  return (
    <p className={styles.note} data-testid="judging-note">
      {(note === null ? text : [note, ...text]).join(' ')}
    </p>
  )
}
