import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { grantRole } from '@eduscale/testing/grant-role'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMember, isIn, listAuditOf, newName } from './people-world'

/* `npm run -s admin`. */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false })
}, 120_000)
afterAll(() => platform.stop())

const command = async (...args: string[]) => {
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', ...args], {
    env: { ...process.env, DATABASE_URL: platform.db.url },
  })
  return (await run).stdout.trim()
}

test('whoever runs the platform grants, bans and looks by a command', async () => {
  const admin = await createMember(platform)
  await grantRole(platform.db, admin.user.id, 'admin')
  await admin.renew()
  const name = newName('Ida Ann')
  const member = await createMember(platform, name)
  expect(await command('grant', ...name.split(' '))).toBe(`${name} is admin for good`)
  // The command has no way to the nodes: each reads it within a second.
  await until('the node knows of it', async () => (await member.ask('listRejudges', {})).status === 200)
  expect(await command('grant', ...name.split(' '), 'author', '--for', '2w')).toMatch(/ is author until 2\d{3}-/)
  expect(await command('roles', name)).toMatch(new RegExp(`^${name}: admin for good, author until 2`))
  expect(await command('revoke', name)).toBe(`${name} isn’t admin any more`)
  await until('the node knows of it', async () => (await member.ask('listRejudges', {})).body['code'] === 'forbidden')
  expect(await command('ban', name, '--reason', 'Two accounts.', '--until', `${new Date().getFullYear() + 1}-01-31`)).toContain(
    'is banned until',
  )
  await until('the node knows of it', async () => !(await isIn(platform, member)))
  expect(await command('roles', name)).toContain('Two accounts.')
  expect(await command('unban', name)).toBe(`${name} isn’t banned any more`)
  const told = (await listAuditOf(admin, member)).map(({ action, actor, person }) => [action, actor, person?.name])
  expect(told).toEqual([
    ['ban-lifted', null, name],
    ['person-banned', null, name],
    ['role-revoked', null, name],
    ['role-granted', null, name],
    ['role-granted', null, name],
  ])
  await Promise.all(
    [
      [['grant', 'Nobody Of This Name'], 'nobody called Nobody Of This Name'],
      [['revoke', name], 'isn’t admin'],
      [['ban', name], '--reason'],
      [['promote', name], 'usage'],
    ].map(async ([words, why]) => expect(command(...(words as string[]))).rejects.toThrow(why as string)),
  )
}, 120_000)
