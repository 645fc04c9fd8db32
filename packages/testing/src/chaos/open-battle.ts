import { addresses } from '@eduscale/contracts/routes/addresses'
import type { battleFormats, BattleView } from '@eduscale/contracts/battle'
import { TestPlayer } from '../test-player'
import type { Random } from './random'

export type ChaosFormat = (typeof battleFormats)[number]

/** A battle that scripted players are in. */
export interface ChaosBattle {
  battleId: string
  format: ChaosFormat
  isRanked: boolean
  /** Runs out of time within seconds. */
  isShort: boolean
  /** By their seats, the host first; whoever comes late is added. */
  players: TestPlayer[]
  /** Who is going to come while the battle goes on, and by which invitation. */
  late: { player: TestPlayer; inviteId: string } | null
  /** Who has closed the connection for good. */
  gone: Set<TestPlayer>
}

/** Whose connections may be asked: whoever is gone would come back by it. */
export function listPresent({ players, gone }: Pick<ChaosBattle, 'players' | 'gone'>): TestPlayer[] {
  return players.filter((player) => !gone.has(player))
}

/** As somebody sees it who is there. */
export function findView(battle: ChaosBattle): BattleView | null {
  return listPresent(battle)[0]?.room(battle.battleId).state.view ?? null
}

/** Guests whose first nodes are different ones, in a battle that hasn't begun. */
export async function openBattle(urls: readonly string[], random: Random, format: ChaosFormat): Promise<ChaosBattle> {
  return format === 'duel' ? openDuel(urls, random) : openRoom(urls, random, format)
}

const rankedDuel = { difficulty: 'easy', limitMinutes: 20, isRanked: true } as const

/** Two in a battle that waits for them to be ready. */
export async function openDuel(urls: readonly string[], random: Random): Promise<ChaosBattle> {
  const [host, friend] = await makePlayers(urls, random, 2)
  if (!host || !friend) throw new Error('two players were made')
  const players = [host, friend]
  const { id } = await host.api.call(addresses.createInvite, { body: rankedDuel })
  const { battleId } = await friend.api.call(addresses.joinInvite, { params: { id } })
  await Promise.all(players.map((player) => player.enter(battleId)))
  return { battleId, format: 'duel', isRanked: true, isShort: false, players, late: null, gone: new Set() }
}

/** I2: the host of a ranked duel wants to be in another one at the same time, and throws if that is possible. */
export async function tryAnother(urls: readonly string[], { battleId, players: [host] }: ChaosBattle): Promise<void> {
  const another = await TestPlayer.create(urls.toReversed())
  const invite = await host?.ask('createInvite', { body: rankedDuel })
  const joined = await another.ask('joinInvite', { params: { id: String(invite?.body['id']) } })
  if (joined.body['code'] === 'already-playing') return
  throw new Error(`I2 ${battleId}: its host is let into a second ranked battle: ${JSON.stringify(joined.body)}`)
}

/** A room that waits for its host, in which somebody has taken a seat and given it up again. */
async function openRoom(urls: readonly string[], random: Random, format: 'group' | 'teams'): Promise<ChaosBattle> {
  const made = await makePlayers(urls, random, random.between(5, 8))
  const [visitor, latecomer, host, ...guests] = made
  if (!visitor || !latecomer || !host) throw new Error('five players were made at least')
  // Nobody may join a ranked battle late.
  const isRanked = random.next() < 0.5
  const { id: inviteId, battleId: opened } = await host.api.call(addresses.createRoom, {
    body: {
      format,
      scoring: random.pick(['first-solve', 'points'] as const),
      limitMinutes: 20,
      isRanked,
      maxPlayers: 8,
      teamCount: format === 'teams' ? 2 : null,
      problemSlug: null,
      difficulty: 'easy',
      skills: [],
      languages: null,
      mayJoinLate: !isRanked,
      isListed: true,
    },
  })
  const battleId = String(opened)
  for (const guest of [visitor, ...guests]) await guest.api.call(addresses.joinInvite, { params: { id: inviteId } })
  await Promise.all([host, visitor, ...guests].map((player) => player.enter(battleId)))
  await visitor.command(battleId, { t: 'battle:decline', d: {} })
  visitor.leave()
  return {
    battleId,
    format,
    isRanked,
    isShort: false,
    players: [host, ...guests],
    late: isRanked ? null : { player: latecomer, inviteId },
    gone: new Set(),
  }
}

async function makePlayers(urls: readonly string[], random: Random, count: number): Promise<TestPlayer[]> {
  const first = random.between(0, urls.length - 1)
  const rotate = (by: number) => [...urls.slice(by % urls.length), ...urls.slice(0, by % urls.length)]
  return Promise.all(Array.from({ length: count }, (_, index) => TestPlayer.create(rotate(first + index))))
}
