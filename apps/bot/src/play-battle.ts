import { setTimeout as wait } from 'node:timers/promises'
import { addresses } from '@eduscale/contracts/routes/addresses'
import type { BattleView } from '@eduscale/contracts/battle'
import type { Difficulty } from '@eduscale/contracts/problem'
import type { ApiClient } from '@eduscale/client/api-client'
import type { BattleRoom } from '@eduscale/client/battle-room'
import { isTerminal } from '@eduscale/rules/battle-states'
import type { Logger } from '@eduscale/platform/logger'
import { listGhostSteps } from './ghost-steps'
import { playGhost } from './play-ghost'
import { readRecordings } from './read-recordings'
import { submit, submitUntilTaken } from './submit'
import { createTypist } from './type-text'

/** Minutes from start to submission of somebody who has just learned to solve such problems. */
const minutesToSolve: Record<Difficulty, number> = { easy: 4.5, medium: 8, hard: 13 }

/** The longest are 32 MB. */
const replayTimeoutMs = 60_000

/** Typing that isn't taken so long after the end is given up. */
const lastTypingMs = 5_000

/** Half of the battles begin with a wrong idea, submitted after this share of the time. */
const wrongIdeaShare = 0.55

export interface BotOptions {
  userId: string
  api: ApiClient
  problemsDir: string
  /** 1 is a human pace; tests and demos are quicker. */
  speed: number
  now: () => number
  log: Logger
}

/** Plays one battle to its end through the room, like a person: gets ready, types, submits. Resolves when the battle is over. */
export async function playBattle(room: BattleRoom, options: BotOptions): Promise<void> {
  const over = new AbortController()
  let isReadySent = false
  let isPlaying = false
  await new Promise<void>((resolve) => {
    const follow = (view: BattleView | null, refused: unknown) => {
      if (refused || isOver(view)) {
        over.abort()
        resolve()
      } else if (view?.state === 'READY_CHECK' && !isReadySent) {
        isReadySent = true
        void getReady(room, options)
      } else if (view?.state === 'RUNNING' && !isPlaying) {
        isPlaying = true
        play(room, view, options, over.signal).catch((err: unknown) =>
          options.log.error({ err, battleId: room.battleId }, 'could not play'),
        )
      }
    }
    room.subscribe({ onState: (state) => follow(state.view, state.refused) })
    follow(room.state.view, room.state.refused)
  })
  // What was typed last is on its way still: whoever leaves now takes it out of the replay.
  for (let left = lastTypingMs; room.unsentEdits > 0 && left > 0; left -= 100) await wait(100)
}

function isOver(view: BattleView | null): boolean {
  return view !== null && isTerminal(view.state)
}

async function getReady(room: BattleRoom, { speed }: BotOptions): Promise<void> {
  await wait((1_000 + Math.random() * 2_000) / speed)
  await room.command({ t: 'battle:ready', d: {} })
}

async function play(room: BattleRoom, view: BattleView, options: BotOptions, over: AbortSignal): Promise<void> {
  const { problem, startsAt } = view
  if (!problem || !startsAt) return
  // After a restart of the bot the battle may be well under way; what it has submitted shows in the view.
  const submitted = view.players.find((player) => player.user.id === options.userId)?.submissions.length ?? 0
  const { ghost } = view.rules
  if (ghost) {
    const replay = await options.api.call(addresses.getReplay, { params: { id: ghost.battleId } }, { timeoutMs: replayTimeoutMs })
    return playGhost(room, listGhostSteps(replay, ghost.player.id), { ...options, submitted, over })
  }
  const { accepted, wrong } = await readRecordings(options.problemsDir, problem.slug)
  const solution = pick(accepted)
  if (solution === undefined) return
  const wrongIdea = submitted === 0 && Math.random() < 0.5 ? pick(wrong) : undefined
  const typist = createTypist(room, 'python', Date.parse(startsAt), options.now)
  const totalMs = (minutesToSolve[problem.difficulty] * 60_000 * (0.8 + 0.4 * Math.random())) / options.speed
  const readingMs = totalMs * 0.15

  await wait(readingMs, undefined, { signal: over }).catch(() => {})
  if (wrongIdea !== undefined) {
    await typist.type(wrongIdea, totalMs * wrongIdeaShare - readingMs, over)
    await submit(room, { language: 'python', code: wrongIdea }, over)
    await typist.type(solution, totalMs * (1 - wrongIdeaShare), over)
  } else {
    await typist.type(solution, totalMs - readingMs, over)
  }
  await submitUntilTaken(room, { language: 'python', code: solution }, over)
}

function pick<Item>(items: readonly Item[]): Item | undefined {
  return items[Math.floor(Math.random() * items.length)]
}
