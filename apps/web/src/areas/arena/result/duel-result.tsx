'use client'

import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useStandings } from '../leaderboard/use-standings'
import { BothCodes } from './both-codes'
import { RatingChange } from './rating-change'
import { ReceiptTimes } from './receipt-times'
import { StandingsTable } from './standings-table'

interface DuelResultProps {
  view: BattleView
  result: NonNullable<BattleView['result']>
  /** Oneself where one has played. */
  left: BattlePlayerView
  right: BattlePlayerView
  myId: string
}

/** The sections of a result of two: what counted, both ratings, all receipts, both programs. */
export function DuelResult({ view, result, left, right, myId }: DuelResultProps) {
  const standings = useStandings(view)
  return (
    <>
      {view.rules.scoring !== 'first-solve' && <StandingsTable view={view} standings={standings} myId={myId} />}
      <RatingChange me={left} rival={right} result={result} isRanked={view.rules.isRanked} isMine={left.user.id === myId} />
      <ReceiptTimes view={view} leftId={left.user.id} />
      <BothCodes view={view} me={left} rival={right} />
    </>
  )
}
