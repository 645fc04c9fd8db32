import type { BattleView } from '@eduscale/contracts/battle'
import type { TestResult } from '@eduscale/contracts/judge'
import { listStandings } from '@eduscale/rules/battle-view'
import { sideOf } from '@eduscale/rules/standings'
import type { useTranslations } from 'next-intl'
import { findSample } from '../../../workbench/console/find-sample'
import type { RunState } from '../../../app-services/runs/runs-slice'
import type { LivePlayer } from '../battle/battle-slice'
import { findEarlyEnd } from './early-end'
import { laneState } from '../battle/lane-state'
import { isDuel, sidesOf } from '../battle/sides'

export const queryKeys = ['c', 'v', 'o', 'f'] as const
export type QueryKey = (typeof queryKeys)[number]

export interface QueryFacts {
  view: BattleView
  myId: string
  /** The server's time, milliseconds since the epoch. */
  now: number
  present: readonly string[]
  live: Readonly<Record<string, LivePlayer>>
  /** One's last run or submission in this battle. */
  run: RunState | null
}

export interface QueryTexts {
  t: ReturnType<typeof useTranslations<'battleQuery'>>
  verdicts: ReturnType<typeof useTranslations<'verdict'>>
}

/** Longer texts are cut: what is spoken can't be skimmed. */
const spokenChars = 160

/** What a sighted player reads off the page at a glance, in a sentence. */
export function answerQuery(key: QueryKey, facts: QueryFacts, texts: QueryTexts): string {
  switch (key) {
    case 'c':
      return clock(facts, texts)
    case 'v':
      return lastVerdict(facts, texts)
    case 'o':
      return isDuel(facts.view) ? opponent(facts, texts) : standing(facts, texts)
    case 'f':
      return failingCase(facts, texts)
    default:
      return key satisfies never
  }
}

function clock({ view, now }: QueryFacts, { t }: QueryTexts): string {
  if (findEarlyEnd(view)) return t('decided')
  if (view.state === 'JUDGING' || view.endsAt === null) return t('timeOver')
  const at = view.state === 'SUSPENDED' && view.suspendedSince !== null ? Date.parse(view.suspendedSince) : now
  const seconds = Math.ceil(Math.max(0, Date.parse(view.endsAt) - at) / 1_000)
  const left = { minutes: Math.floor(seconds / 60), seconds: seconds % 60 }
  return t(view.state === 'SUSPENDED' ? 'stopped' : 'left', left)
}

function lastVerdict({ view, myId, run }: QueryFacts, texts: QueryTexts): string {
  const { me } = sidesOf(view, myId)
  const last = me?.submissions.at(-1)
  if (!me || !last) return texts.t('nothingSubmitted')
  return submissionText(laneState(me, undefined, run ?? undefined), texts)
}

function opponent({ view, myId, present, live }: QueryFacts, texts: QueryTexts): string {
  const { t } = texts
  const { rival } = sidesOf(view, myId)
  if (!rival) return t('nobody')
  const { id, name } = rival.user
  const cursor = live[id]?.cursor
  const lane = laneState(rival, live[id], undefined)
  return [
    t(present.includes(id) && rival.forfeitAt === null ? 'here' : 'away', { name }),
    ...(cursor ? [t('writing', { line: cursor.line, lines: cursor.lines })] : []),
    ...(rival.offersDraw ? [t('offersDraw')] : []),
    lane.attempts === 0 ? t('nothingFromThem') : submissionText(lane, texts),
  ].join(' ')
}

function standing({ view, myId }: QueryFacts, { t }: QueryTexts): string {
  const standings = listStandings(view)
  const mine = standings.find(({ userId }) => userId === myId)
  const leader = view.players.find(({ user }) => user.id === standings[0]?.userId)
  if (!mine || !leader) return t('nobody')
  // With nothing solved all share the first place.
  if (standings.every(({ submissionId }) => submissionId === null)) return t('nobodyLeads')
  const count = new Set(standings.map(sideOf)).size
  const { place } = mine
  if (mine.team === null || leader.team === null) {
    return place === 1 ? t('leading', { count }) : t('standing', { place, count, name: leader.user.name })
  }
  return place === 1 ? t('teamLeading', { count }) : t('teamStanding', { place, count, team: leader.team })
}

function submissionText(lane: ReturnType<typeof laneState>, { t, verdicts }: QueryTexts): string {
  const { attempts: number, passed, done, total } = lane
  if (lane.verdict === null) return t('judging', { number, done, total })
  const verdict = verdicts(lane.partialPoints === null ? lane.verdict : 'PARTIAL')
  return t('verdict', { number, verdict, passed, total })
}

function failingCase({ view, run }: QueryFacts, { t, verdicts }: QueryTexts): string {
  if (run === null) return t('nothingRun')
  const failed = Object.entries(run.tests).find(([, { verdict }]) => verdict !== 'AC' && verdict !== 'SKIPPED')
  if (!failed) {
    if (run.verdict === 'CE') return t('compileError', { output: spoken(run.compile?.output ?? '') })
    return t(run.phase === 'done' ? 'nothingFailed' : 'nothingFailedYet')
  }
  const [index, test] = failed
  const head = t('failed', { number: Number(index) + 1, verdict: verdicts(test.verdict) })
  const detail = view.problem && !run.isOwnInput ? sampleText(test, view.problem.samples, t) : null
  return `${head} ${detail ?? t('secret')}`
}

function sampleText(test: TestResult, samples: Parameters<typeof findSample>[0], t: QueryTexts['t']): string | null {
  const sample = test.isSample ? findSample(samples, test.name) : null
  if (!sample) return null
  return t('sample', {
    input: spoken(sample.input),
    expected: spoken(sample.answer),
    actual: spoken(test.returned ?? test.stdout ?? '') || t('blank'),
  })
}

function spoken(text: string): string {
  const line = text.trim().replaceAll(/\s*\n\s*/g, ' | ')
  return line.length > spokenChars ? `${line.slice(0, spokenChars)} …` : line
}
