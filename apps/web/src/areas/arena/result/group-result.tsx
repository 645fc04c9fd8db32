'use client'

import type { BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useStandings } from '../leaderboard/use-standings'
import { BothCodes } from './both-codes'
import { GroupRating } from './group-rating'
import { groupOutcome } from '../battle/group-outcome'
import { ReceiptTimes } from './receipt-times'
import { StandingsTable } from './standings-table'

interface GroupResultProps {
  view: BattleView
  myId: string
}

/** The sections of a result of more than two: the table, one's own rating, all receipts, one's code beside the winner's. */
export function GroupResult({ view, myId }: GroupResultProps) {
  const t = useTranslations('result')
  const standings = useStandings(view)
  const { mine } = groupOutcome(view, standings, myId)
  const me = view.players.find((player) => player.user.id === myId)
  const bestOther = standings.find((standing) => standing.userId !== myId)
  const other = view.players.find((player) => player.user.id === bestOther?.userId)
  return (
    <>
      <StandingsTable view={view} standings={standings} myId={myId} />
      {mine && <GroupRating result={view.result} myId={myId} isRanked={view.rules.isRanked} />}
      <ReceiptTimes view={view} leftId={myId} />
      {me && other && <BothCodes view={view} me={me} rival={other} title={t('codesBest')} />}
    </>
  )
}
