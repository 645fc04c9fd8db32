'use client'

import type { BattleView, Standing } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useMemo, useRef, type KeyboardEvent } from 'react'
import { ScrollArea } from '../../../ui/scroll-box'
import { leaderboardItems, type LeaderboardItem } from './leaderboard-items'
import { LeaderboardRow } from './leaderboard-row'
import styles from './leaderboard.module.css'
import { ScoreText } from '../battle/score-text'
import { TeamMark } from '../battle/team-mark'

interface LeaderboardProps {
  view: BattleView
  standings: readonly Standing[]
  myId: string | null
  showsPresence?: boolean
  /** The moment that is shown, where it isn't the server's. */
  now?: number | null
  /** Whoever is the thirty-first and asks for it wants to see that first. */
  opensAtOwnRow?: boolean
  /** Whose code is looked at, where one may choose. */
  selectedId?: string | null
  onSelect?: (userId: string) => void
}

const rowRem = 3.25
const teamRem = 2.25

/**
 * The players from first to last. Rows keep their place in the document and are moved by transform: nothing around them
 * shifts, however often places change.
 */
export function Leaderboard(props: LeaderboardProps) {
  const { view, standings, myId, showsPresence = true, now = null, opensAtOwnRow = false, selectedId = null, onSelect } = props
  const t = useTranslations('group')
  // The one behind the button and the one beside the workspace are in the document at the same time.
  const id = useId()
  const ownRow = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!opensAtOwnRow) return
    // The sheet around it opens in an effect of its own, after this one; before that there is nothing to scroll.
    const frame = requestAnimationFrame(() => ownRow.current?.scrollIntoView({ block: 'nearest' }))
    return () => cancelAnimationFrame(frame)
  }, [opensAtOwnRow])
  const items = useMemo(() => leaderboardItems(view, standings), [standings, view])
  const placed = useMemo(() => placeItems(items), [items])
  const startsAt = view.startsAt === null ? 0 : Date.parse(view.startsAt)
  const stable = placed.rows.toSorted((a, b) => (a.item.key < b.item.key ? -1 : 1))
  const order = items.flatMap((item) => (item.kind === 'player' ? [item.key] : []))
  const move = (event: KeyboardEvent, key: string) => {
    const to = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const next = to === undefined ? undefined : order[order.indexOf(key) + to]
    if (next === undefined) return
    event.preventDefault()
    onSelect?.(next)
    document.getElementById(`${id}-row-${next}`)?.focus()
  }
  const list = (
    <ul
      className={styles.list}
      style={{ blockSize: `${placed.rem}rem` }}
      aria-owns={items.map((item) => `${id}-${item.key}`).join(' ')}
      data-format={view.rules.format}
      data-testid="leaderboard"
    >
      {stable.map(({ item, rem }) => (
        <li
          key={item.key}
          id={`${id}-${item.key}`}
          ref={item.key === myId ? ownRow : undefined}
          className={styles.item}
          data-kind={item.kind}
          data-me={item.key === myId || undefined}
          data-selected={item.key === selectedId || undefined}
          data-left={(item.kind === 'player' && item.player.leftBecause !== null) || undefined}
          data-place={item.kind === 'player' ? item.standing.place : undefined}
          data-index={items.indexOf(item)}
          data-name={item.kind === 'player' ? item.player.user.name : undefined}
          style={{ transform: `translateY(${rem}rem)` }}
        >
          {item.kind === 'team' ? (
            <TeamRow item={item} view={view} startsAt={startsAt} />
          ) : onSelect ? (
            <button
              type="button"
              id={`${id}-row-${item.key}`}
              className={styles.row}
              aria-pressed={item.key === selectedId}
              tabIndex={item.key === (selectedId ?? order[0]) ? 0 : -1}
              onClick={() => onSelect(item.key)}
              onKeyDown={(event) => move(event, item.key)}
            >
              <Row item={item} view={view} startsAt={startsAt} myId={myId} showsPresence={showsPresence} now={now} />
            </button>
          ) : (
            <div className={styles.row}>
              <Row item={item} view={view} startsAt={startsAt} myId={myId} showsPresence={showsPresence} now={now} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
  return onSelect ? (
    <div className={styles.scroll}>{list}</div>
  ) : (
    <ScrollArea className={styles.scroll} label={t('leaderboard')}>
      {list}
    </ScrollArea>
  )
}

function placeItems(items: readonly LeaderboardItem[]): { rows: { item: LeaderboardItem; rem: number }[]; rem: number } {
  let rem = 0
  const rows = items.map((item) => {
    const at = rem
    rem += item.kind === 'team' ? teamRem : rowRem
    return { item, rem: at }
  })
  return { rows, rem }
}

interface RowProps {
  item: Extract<LeaderboardItem, { kind: 'player' }>
  view: BattleView
  startsAt: number
  myId: string | null
  showsPresence: boolean
  now: number | null
}

function Row({ item, view, startsAt, myId, showsPresence, now }: RowProps) {
  return (
    <LeaderboardRow
      player={item.player}
      standing={item.standing}
      scoring={view.rules.scoring}
      startsAt={startsAt}
      isMe={item.key === myId}
      showsPresence={showsPresence}
      now={now}
    />
  )
}

function TeamRow({
  item,
  view,
  startsAt,
}: {
  item: Extract<LeaderboardItem, { kind: 'team' }>
  view: BattleView
  startsAt: number
}) {
  const t = useTranslations('group')
  return (
    <div className={styles.teamRow}>
      <span className={`numerals ${styles.place}`}>{item.best.place}</span>
      <TeamMark team={item.team} isLong />
      <span className={styles.size}>{t('members', { count: item.size })}</span>
      <ScoreText standing={item.best} scoring={view.rules.scoring} startsAt={startsAt} />
    </div>
  )
}
