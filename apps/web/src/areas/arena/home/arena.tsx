'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { queries } from '../../../app-services/resources/queries'
import { useAppDispatch, useAppSelector } from '../../../app-services/store/store'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { useLanguages } from '../../../workbench/editor/use-languages'
import { preferencesChanged } from '../../../app-services/preferences/preferences-slice'
import { RoomPanel } from './room-panel'
import { ActiveBattle } from '../away/active-battle'
import styles from './arena.module.css'
import { BotPanel } from './bot-panel'
import { DifficultyChoice } from '../../../ui/difficulty-choice'
import { InvitePanel } from './invite-panel'
import { LanguageSelect } from '../../../workbench/editor/language-select'
import { MatchPanel } from './match-panel'
import { loadLater } from '../../../ui/load-later'

const OpenRooms = loadLater(() => import('../room/open-rooms').then((module) => module.OpenRooms))
const LiveBattles = loadLater(() => import('../watch/live-battles').then((module) => module.LiveBattles))

export function Arena() {
  const t = useTranslations('arena')
  const site = useTranslations('site')
  const dispatch = useAppDispatch()
  const { currentData: status } = queries.useStatusQuery()
  const difficulty = useAppSelector((state) => state.preferences.difficulty)
  const language = useAppSelector((state) => state.preferences.language)
  const offered = useLanguages(null)
  const activeBattleId = useAppSelector((state) => state.identity.activeBattleId)
  const isVisitor = useAppSelector((state) => state.identity.status === 'visitor')
  const [lobbyId, setLobbyId] = useState<string | null>(null)
  const isSearching = useAppSelector((state) => state.arena.ticket !== null)
  const execution = status?.execution

  return (
    <div className={page.page}>
      <PageHead title={t('title')} lead={t('lead')}>
        <p className={styles.now}>
          {status && t('live', { count: status.liveBattles })}
          {status && isVisitor && ' · '}
          {isVisitor && t('guestNote')}
        </p>
      </PageHead>
      {execution?.state === 'suspended' && (
        <p className={styles.warning} role="status">
          {site('executionDown', { reason: execution.reason })}
        </p>
      )}
      {activeBattleId !== null && activeBattleId !== lobbyId && <ActiveBattle battleId={activeBattleId} />}
      <div className={styles.choices}>
        <DifficultyChoice
          value={difficulty}
          isDisabled={isSearching || lobbyId !== null}
          onChange={(value) => dispatch(preferencesChanged({ difficulty: value }))}
        />
        <LanguageSelect
          value={language}
          offered={offered}
          onChange={(value) => dispatch(preferencesChanged({ language: value }))}
        />
      </div>
      <div className={styles.ways}>
        <MatchPanel />
        <InvitePanel onOpen={setLobbyId} />
        <RoomPanel />
        <BotPanel />
      </div>
      <OpenRooms />
      <LiveBattles isShort />
    </div>
  )
}
