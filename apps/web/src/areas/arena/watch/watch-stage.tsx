'use client'

import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import type { Cursor } from '@eduscale/contracts/typing'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Link } from '../../../i18n/navigation'
import { useAppSelector } from '../../../app-services/store/store'
import { Button } from '../../../ui/button'
import { formatCountdown } from '../../../ui/format-time'
import { loadLater } from '../../../ui/load-later'
import { LogoMark } from '../../../ui/logo'
import { BattleLane } from '../battle/battle-lane'
import { isDuel } from '../battle/sides'
import { Leaderboard } from '../leaderboard/leaderboard'
import { useStandings } from '../leaderboard/use-standings'
import { ReplayEditor } from '../replay/replay-editor'
import { RulesText } from '../battle/rules-text'
import { ShareButton } from '../../../ui/share-button'
import { useShownProblem } from '../../../workbench/workspace/use-shown-problem'
import { HiddenCode } from './hidden-code'
import { useLateNow } from './use-late-now'
import type { Watching } from './use-watch'
import { WatchNotes } from './watch-notes'
import { WatchOver } from './watch-over'
import styles from './watch-stage.module.css'

const CallOffButton = loadLater(() => import('../call-off/call-off-button').then((module) => module.CallOffButton), {
  notice: 'bar',
})
const Dialog = loadLater(() => import('../../../ui/dialog').then((module) => module.Dialog), { notice: 'dialog' })
const StatementPane = loadLater(() =>
  import('../../../workbench/workspace/statement-pane').then((module) => module.StatementPane),
)

/** Typing comes in bundles: a second's slack lets it flow. */
const slackMs = 1_000

/** A battle from outside: the race, and what its players write, a little late. */
export function WatchStage({ view, watching }: { view: BattleView; watching: Watching }) {
  const t = useTranslations('watch')
  const { state, trackOf, now } = watching
  const problem = useShownProblem(view.problem)
  const isOver = view.result !== null
  const lateNow = useLateNow(now, isOver ? null : state.delayMs + slackMs)
  const standings = useStandings(view)
  const [selected, setSelected] = useState<string | null>(null)
  const [isStatementOpen, setIsStatementOpen] = useState(false)
  const isStaff = useAppSelector((state) => state.identity.isStaff)
  const isTwo = isDuel(view)
  const startsAt = view.startsAt === null ? 0 : Date.parse(view.startsAt)
  const positionMs = isOver ? Number.MAX_SAFE_INTEGER : lateNow === 0 ? 0 : lateNow - startsAt
  const chosenId = selected ?? standings[0]?.userId ?? null
  const shown = isTwo ? view.players.slice(0, 2) : view.players.filter((player) => player.user.id === chosenId)

  return (
    <div className={styles.stage}>
      <header>
        <div className={styles.bar}>
          <Link href="/watch" className={styles.home} aria-label={t('all')}>
            <LogoMark />
          </Link>
          <div className={styles.title}>
            <h1 lang={problem?.lang}>{problem?.title ?? t('title')}</h1>
            <p>
              <RulesText rules={view.rules} />
            </p>
          </div>
          <Clock view={view} at={lateNow} />
        </div>
        <div className={styles.facts}>
          <span className={styles.connection} data-status={state.status} data-testid="watch-connection">
            <i aria-hidden="true" />
            {state.status === 'online' ? t('online') : t('reconnecting')}
          </span>
          <span data-testid="watch-delay">
            {isOver ? t('over') : t('behind', { seconds: Math.round(state.delayMs / 1_000) })}
          </span>
          <span data-testid="watch-count">{t('spectators', { count: state.spectators })}</span>
          <span className={styles.ends}>
            {problem && (
              <Button size="small" look="quiet" onClick={() => setIsStatementOpen(true)}>
                {t('problem')}
              </Button>
            )}
            {isStaff && !isOver && <CallOffButton battleId={view.id} look="quiet" />}
            <ShareButton title={problem?.title ?? t('title')} />
          </span>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={styles.main} data-format={isTwo ? 'duel' : 'many'}>
        {isOver && <WatchOver view={view} standings={standings} />}
        {!isOver && <WatchNotes view={view} lateNow={lateNow} />}
        {!isTwo && (
          <aside className={styles.board} aria-label={t('players')}>
            <Leaderboard
              view={view}
              standings={standings}
              myId={null}
              showsPresence={false}
              now={lateNow}
              selectedId={chosenId}
              onSelect={setSelected}
            />
          </aside>
        )}
        <div className={styles.codes} data-count={shown.length}>
          {shown.map((player, index) => (
            <Watched
              key={player.user.id}
              player={player}
              side={index === 0 ? 'you' : 'rival'}
              scoring={isTwo ? view.rules.scoring : null}
              cursor={state.carets[player.user.id] ?? null}
              state={state.isCodeShown ? trackOf(player.user.id).at(positionMs) : null}
              isOver={isOver}
            />
          ))}
        </div>
      </main>
      {isStatementOpen && problem && (
        <Dialog title={t('problem')} look="sheet" onClose={() => setIsStatementOpen(false)}>
          <div className={styles.statement}>
            <StatementPane problem={problem} />
          </div>
        </Dialog>
      )}
    </div>
  )
}

interface WatchedProps {
  player: BattlePlayerView
  side: 'you' | 'rival'
  /** Of a lane above the code; null where the leaderboard says as much. */
  scoring: BattleView['rules']['scoring'] | null
  cursor: Cursor | null
  /** Null while the code may not be seen. */
  state: Parameters<typeof ReplayEditor>[0]['state'] | null
  isOver: boolean
}

function Watched({ player, side, scoring, cursor, state, isOver }: WatchedProps) {
  return (
    <div className={styles.player}>
      {scoring !== null && (
        <div className={styles.lane}>
          <BattleLane player={player} side={side} scoring={scoring} isWatched watchedCursor={cursor} />
        </div>
      )}
      {state ? (
        <ReplayEditor player={player} side={side} state={state} atMs={Number.MAX_SAFE_INTEGER} />
      ) : (
        <HiddenCode player={player} cursor={cursor} isOver={isOver} />
      )}
    </div>
  )
}

/** Time left at the moment that is shown, not at this one. */
function Clock({ view, at }: { view: BattleView; at: number }) {
  const t = useTranslations('battle')
  const endsAt = view.endsAt === null ? 0 : Date.parse(view.endsAt)
  const stoppedAt = view.suspendedSince === null ? at : Date.parse(view.suspendedSince)
  const leftMs = view.result !== null || view.state === 'JUDGING' ? 0 : at === 0 ? null : endsAt - stoppedAt
  return (
    <p className={`numerals ${styles.clock}`} role="timer" aria-live="off">
      <span className="visually-hidden">{t('clock')} </span>
      {leftMs === null ? '–:––' : formatCountdown(Math.min(leftMs, view.rules.limitMs))}
    </p>
  )
}
