import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './workplace'

/** Who speaks to Redis besides ourselves: each has a name, a password and the rights that infra/redis says. */
export const redisUsers = ['api', 'runner'] as const
export type RedisUser = (typeof redisUsers)[number]

/** The rights of a user, as `ACL SETUSER` and a configuration's `user` take them. */
export function rightsOf(user: RedisUser): string[] {
  return readFileSync(join(root, 'infra/redis', `${user}.acl`), 'utf8')
    .trim()
    .split(/\s+/)
}

export function asRedisUser(url: string, user: RedisUser, password: string): string {
  const own = new URL(url)
  own.username = user
  own.password = password
  return own.href
}
