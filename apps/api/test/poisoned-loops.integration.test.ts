import { randomUUID } from 'node:crypto'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

/*
 * One test for each loop of the worker that goes through battles, players or sets: one that can't be written to is tried a bounded
 * number of times and set aside where somebody sees it, and those beside it are done.
 */
const maxTries = 3
let platform: TestPlatform
let player: TestPlayer

beforeAll(async () => {
  const env = { PRESENCE_LEASE_MS: '6000', ITEM_TRIES: String(maxTries), ITEM_RETRY_MS: '100' }
  platform = await startTestPlatform({ nodes: 1, runner: false, env })
  const { db } = platform
  await db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  // A sequence keeps counting when the statement that is refused is rolled back.
  await db.query('CREATE TABLE poisoned (id uuid)')
  await db.query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE item uuid := to_jsonb(NEW)->>TG_ARGV[0];
    BEGIN
      IF NOT EXISTS (SELECT FROM poisoned WHERE id = item) THEN RETURN NEW; END IF;
      PERFORM nextval(format('%I', 'tries ' || item));
      RAISE EXCEPTION 'poisoned';
    END $$`)
  await db.query(`CREATE TRIGGER refuse BEFORE INSERT ON battle_event FOR EACH ROW EXECUTE FUNCTION refuse('battle_id')`)
  await db.query(`CREATE TRIGGER refuse BEFORE UPDATE ON rejudge_set FOR EACH ROW EXECUTE FUNCTION refuse('id')`)
  await db.query(`CREATE TRIGGER refuse BEFORE INSERT ON battle_player FOR EACH ROW EXECUTE FUNCTION refuse('user_id')`)
  await db.query(`
    CREATE TRIGGER refuse BEFORE UPDATE ON battle FOR EACH ROW
    WHEN (OLD.recompute_since IS NOT NULL AND NEW.recompute_since IS NULL) EXECUTE FUNCTION refuse('id')`)
  player = await TestPlayer.create(platform.urls)
}, 120_000)
afterAll(() => platform.stop())

async function poison(id: string): Promise<void> {
  await platform.db.query(`CREATE SEQUENCE "tries ${id}"`)
  await platform.db.query('INSERT INTO poisoned VALUES ($1)', [id])
}

async function heal(id: string): Promise<void> {
  await platform.db.query('DELETE FROM poisoned WHERE id = $1', [id])
}

async function triesOf(id: string): Promise<number> {
  const [row] = await platform.db.query<{ tries: number }>(
    `SELECT (CASE WHEN is_called THEN last_value ELSE 0 END)::int AS tries FROM "tries ${id}"`,
  )
  return row?.tries ?? 0
}

async function countSetAside(loop: string): Promise<number> {
  const page = await (await fetch(`${platform.nodes[0]?.internalUrl}/metrics`)).text()
  return Number(new RegExp(`^poisoned_items\\{loop="${loop}",state="set_aside"[^}]*\\} (\\d+)`, 'm').exec(page)?.[1] ?? NaN)
}

/** The log's lines about it, by what they say. */
function told(id: string): string[] {
  const lines = platform.nodes.flatMap((node) => node.output().split('\n')).filter((line) => line.includes(id))
  return ['it is tried again', 'is set aside', 'background work failed'].flatMap((words) =>
    lines.filter((line) => line.includes(words)).map(() => words),
  )
}

async function stateOf(battleId: string): Promise<string | undefined> {
  return (await platform.db.query<{ state: string }>('SELECT state FROM battle WHERE id = $1', [battleId]))[0]?.state
}

/** What becomes of one that nothing can be written to: one line for its first failure, one for its end. */
const setAside = { isDone: false, tries: maxTries, told: ['it is tried again', 'is set aside'] }

/**
 * `make` brings an item into being, `begin` gives the loop something to do about it. While the poisoned one is tried, and when it has
 * been set aside, others are done.
 */
async function tryBesideOthers(given: {
  loop: string
  make: () => Promise<string>
  begin: (id: string) => Promise<unknown>
  isDone: (id: string) => Promise<boolean>
}): Promise<{ id: string } & typeof setAside> {
  const { loop, make, begin, isDone } = given
  const [poisoned, good, later] = await Promise.all([make(), make(), make()])
  await poison(poisoned)
  await begin(poisoned)
  await begin(good)
  await until('the good one is done', () => isDone(good))
  await until('the poisoned one is set aside', async () => (await countSetAside(loop)) === 1)
  await begin(later)
  await until('a later one is done', () => isDone(later))
  const outcome = { isDone: await isDone(poisoned), tries: await triesOf(poisoned), told: told(poisoned) }
  await heal(poisoned)
  return { id: poisoned, ...outcome }
}

const makeBattle = async () => (await startDuel(platform.urls)).battleId

async function letEnd(battleId: string): Promise<void> {
  await platform.db.query(`UPDATE battle SET ends_at = now() - interval '1 second' WHERE id = $1`, [battleId])
  await platform.db.query(`UPDATE battle_timer SET fire_at = now() WHERE battle_id = $1 AND kind = 'end'`, [battleId])
}
const isOver = async (battleId: string) => (await stateOf(battleId)) === 'FINISHED'

test('a timer, which a node that is started later tries again', async () => {
  const { id, ...outcome } = await tryBesideOthers({ loop: 'timers', make: makeBattle, begin: letEnd, isDone: isOver })
  expect(outcome).toEqual(setAside)
  const node = await platform.startNode()
  await until('its time is up', () => isOver(id))
  await node.stop()
})

test('while the database takes no writes, nothing is set aside', async () => {
  const id = await makeBattle()
  await poison(id)
  await platform.db.query(`
    CREATE FUNCTION refuse_all() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space left on device'; END $$`)
  await platform.db.query(`CREATE TRIGGER refuse_all BEFORE UPDATE ON execution_state EXECUTE FUNCTION refuse_all()`)
  await letEnd(id)
  await until('it was tried more often than that', async () => (await triesOf(id)) > maxTries)
  await heal(id)
  await platform.db.query('DROP TRIGGER refuse_all ON execution_state')
  await until('its time is up', () => isOver(id))
  expect(told(id)).not.toContain('is set aside')
})

test('two who are matched and of whom one can’t be put into a battle: the other meets somebody else', async () => {
  const [bad, good, later] = await Promise.all([0, 1, 2].map(() => TestPlayer.create(platform.urls)))
  if (!bad || !good || !later) throw new Error('three were asked for')
  const queue = (who: TestPlayer) => who.http('POST', '/v1/tickets', { difficulty: null, language: null, isRanked: false })
  const stateOfTicket = async (who: TestPlayer) => (await who.http('GET', '/v1/tickets/current')).body['state']
  await poison(bad.user.id)
  await queue(bad)
  await queue(good)
  await until('the two are set aside', async () => (await countSetAside('matches')) === 1)
  expect(await triesOf(bad.user.id)).toBe(maxTries)
  await queue(later)
  for (const who of [good, later]) await until('they are matched', async () => (await stateOfTicket(who)) === 'matched')
  expect(await stateOfTicket(bad)).toBe('open')
  await heal(bad.user.id)
  await bad.http('DELETE', '/v1/tickets/current')
})

test('a player who is gone, and one who is back', async () => {
  const players = new Map<string, TestPlayer[]>()
  const make = async () => {
    const { battleId, host, friend } = await startDuel(platform.urls)
    players.set(battleId, [host, friend])
    return battleId
  }
  const away = async (battleId: string) =>
    (await platform.db.query('SELECT FROM battle_player WHERE battle_id = $1 AND forfeit_at IS NOT NULL', [battleId])).length
  const gone = await tryBesideOthers({
    loop: 'gone-players',
    make,
    // Of each battle one is gone: the other stays.
    begin: async (battleId) => players.get(battleId)?.[0]?.leave(),
    isDone: async (battleId) => (await away(battleId)) > 0,
  })
  expect(gone).toMatchObject(setAside)
  const back = await tryBesideOthers({
    loop: 'back-players',
    make,
    begin: (battleId) =>
      platform.db.query(
        `UPDATE battle_player SET forfeit_at = now() + interval '10 minutes' WHERE battle_id = $1 AND user_id = $2`,
        [battleId, players.get(battleId)?.[1]?.user.id],
      ),
    isDone: async (battleId) => (await away(battleId)) === 0,
  })
  expect(back).toMatchObject(setAside)
})

test('a battle that is to be corrected', async () => {
  const make = async () => {
    const { battleId, host } = await startDuel(platform.urls)
    await host.command(battleId, { t: 'battle:resign', d: {} })
    await until('it is over', () => isOver(battleId))
    return battleId
  }
  const outcome = await tryBesideOthers({
    loop: 'corrections',
    make,
    begin: (id) => platform.db.query('UPDATE battle SET recompute_since = now() WHERE id = $1', [id]),
    isDone: async (id) =>
      (await platform.db.query('SELECT FROM battle WHERE id = $1 AND recompute_since IS NULL', [id])).length === 1,
  })
  expect(outcome).toMatchObject(setAside)
})

test('a rejudge', async () => {
  const outcome = await tryBesideOthers({
    loop: 'rejudges',
    make: async () => randomUUID(),
    begin: (id) =>
      platform.db.query(
        `INSERT INTO rejudge_set (id, reason, filter, state, created_by) VALUES ($1, 'the tests were wrong', $3, 'collecting', $2)`,
        [id, player.user.id, JSON.stringify({ problemSlug: 'nothing-of-this-name' })],
      ),
    isDone: async (id) =>
      (await platform.db.query(`SELECT FROM rejudge_set WHERE id = $1 AND state = 'ready'`, [id])).length === 1,
  })
  expect(outcome).toMatchObject(setAside)
})

test('a battle whose log can’t be understood', async () => {
  const [poisoned, good] = await Promise.all([startDuel(platform.urls), startDuel(platform.urls)])
  const watchers = [poisoned.host, good.host]
  for (const { connection } of watchers) {
    // A client's own asking would hide what the node doesn't bring.
    const request = connection.request.bind(connection)
    connection.request = async (name, frame) => (name === 'sync' ? null : request(name, frame))
  }
  // Written by a node that could tell nobody.
  const write = async (battleId: string, type: string | null) => {
    await platform.db.query(
      `INSERT INTO battle_event (battle_id, seq, type, actor, data)
       SELECT battle_id, seq + 1, coalesce($2, type), actor, data FROM battle_event WHERE battle_id = $1 ORDER BY seq DESC LIMIT 1`,
      [battleId, type],
    )
    await platform.db.query('UPDATE battle SET version = version + 1 WHERE id = $1', [battleId])
  }
  const seen = () => watchers.map(({ events }) => events.length)
  const [before = 0, ofGood = 0] = seen()
  await write(poisoned.battleId, 'battle:nonsense')
  await write(good.battleId, null)
  await until('the good one is read', () => seen()[1] === ofGood + 1)
  await until('the poisoned one is set aside', async () => (await countSetAside('logs')) === 1)
  await write(good.battleId, null)
  await until('the good one is read on', () => seen()[1] === ofGood + 2)
  expect(seen()[0]).toBe(before)
  expect(told(poisoned.battleId)).toEqual(['it is tried again', 'is set aside'])
  for (const { battleId } of [poisoned, good]) await platform.db.query('DELETE FROM battle WHERE id = $1', [battleId])
})

test('a battle that is to be suspended', async () => {
  const suspend = (state: string) =>
    platform.db.query(
      `UPDATE execution_state SET state = $1, since = now(), reason = 'a test', healthy_until = now() + interval '1 day'`,
      [state],
    )
  const [poisoned, good] = await Promise.all([makeBattle(), makeBattle()])
  await poison(poisoned)
  await suspend('suspended')
  await until('the other is suspended', async () => (await stateOf(good)) === 'SUSPENDED')
  await until('the poisoned one is set aside', async () => (await countSetAside('execution-state')) === 1)
  await suspend('judging')
  await until('the other goes on', async () => (await stateOf(good)) === 'RUNNING')
  expect(await stateOf(poisoned)).toBe('RUNNING')
  expect(await triesOf(poisoned)).toBe(maxTries)
  expect(told(poisoned)).toEqual(['it is tried again', 'is set aside'])
})
