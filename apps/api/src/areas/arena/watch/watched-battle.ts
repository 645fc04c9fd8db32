import type { BattleView } from '@eduscale/contracts/battle'
import type { Ev } from '@eduscale/contracts/room'
import type { EditBatch } from '@eduscale/contracts/typing'
import type { Watched, WatchedCaret } from '@eduscale/contracts/watch'
import { applyBattleEvent, emptyBattleView } from '@eduscale/rules/battle-view'
import { applyOp } from '@eduscale/rules/text-change'
import type { WatchCursor } from './watch-feed.queries'

/** A battle as its spectators on this node have been shown it so far: newcomers get it from here, without a look into the database. */
export interface WatchedBattle extends WatchCursor {
  view: BattleView
  /** Spectators are shown code: its players allow it, or it is over. */
  isCodeShown: boolean
  /** Each player's document, as one batch. */
  texts: Map<string, EditBatch>
  shownCarets: Map<string, WatchedCaret>
  /** The first look, which sets the cursor. */
  opening: Promise<void> | null
  isOpen: boolean
}

export function newWatchedBattle(battleId: string): WatchedBattle {
  return {
    battleId,
    seq: 0,
    edits: new Map(),
    carets: new Map(),
    view: emptyBattleView(battleId),
    isCodeShown: false,
    texts: new Map(),
    shownCarets: new Map(),
    opening: null,
    isOpen: false,
  }
}

export function noteEvent(battle: WatchedBattle, event: Ev): void {
  battle.seq = event.seq
  battle.view = applyBattleEvent(battle.view, event)
}

export function noteEdits(battle: WatchedBattle, userId: string, batches: readonly EditBatch[]): void {
  const last = batches.at(-1)
  const lastOp = last?.ops.at(-1)
  if (!last || !lastOp) return
  const before = battle.texts.get(userId)?.ops[0]?.change
  let text = before && !Array.isArray(before) ? before.text : ''
  for (const { change } of batches.flatMap(({ ops }) => ops)) if (change !== null) text = applyOp(text, change)
  const { n, language } = last
  battle.edits.set(userId, n)
  battle.texts.set(userId, { n, language, ops: [{ ...lastOp, change: { text } }] })
}

export function noteCarets(battle: WatchedBattle, read: readonly (WatchedCaret & { n: number })[]): void {
  for (const { userId, cursor, n } of read) {
    battle.carets.set(userId, n)
    battle.shownCarets.set(userId, { userId, cursor })
  }
}

export function forgetTexts(battle: WatchedBattle): void {
  battle.edits.clear()
  battle.texts.clear()
}

export function presentWatched(
  battle: WatchedBattle,
): Pick<Extract<Watched, { ok: true }>, 'view' | 'isCodeShown' | 'players' | 'carets'> {
  const { view, isCodeShown, texts, shownCarets } = battle
  const players = isCodeShown ? [...texts].map(([userId, text]) => ({ userId, edits: [text] })) : []
  return { view, isCodeShown, players, carets: [...shownCarets.values()] }
}
