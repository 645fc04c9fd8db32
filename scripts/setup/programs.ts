import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { appRole, asRole } from '@eduscale/db/roles'
import { inUrl, isAnyHost, type Addresses } from './addresses'
import type { ProcessSpec } from './processes'
import type { Services } from './services'
import { findServerUser, root, type ServerUser, type Workplace } from './workplace'

export interface Program {
  spec: ProcessSpec
  /** Answers 200 when the program is ready; null for one that nobody calls. */
  readyUrl: string | null
}

const node = [process.execPath, '--import', 'tsx']

/** The programs of the platform, each with no more of the environment than is its business. */
export function listPrograms({
  addresses,
  services,
  workplace,
}: {
  addresses: Addresses
  services: Services
  workplace: Workplace
}) {
  const { ports, host } = addresses
  const runnerToken = workplace.secret('runnerToken')
  const recordSecret = workplace.secret('recordSecret')
  const botToken = workplace.secret('botToken')
  const sessionSecret = workplace.secret('sessionSecret')
  const local = isAnyHost(host) ? '127.0.0.1' : inUrl(host)
  const base = { ...withoutSecrets(process.env), NODE_ENV: 'production' }

  const user = findUnprivileged()

  const api = ports.api.map((port, index): Program => {
    const name = `api-${index + 1}`
    const env = {
      ...base,
      NODE_ID: name,
      HOST: host,
      PORT: String(port),
      DATABASE_URL: services.ownsDatabase
        ? asRole(appRole, { url: services.databaseUrl, password: workplace.secret('appDatabasePassword') })
        : services.databaseUrl,
      REDIS_URL: services.redisUrls.api,
      INTERNAL_PORT: String(ports.internal[index]),
      PUBLIC_URL: addresses.publicUrl,
      WEB_ORIGINS: addresses.webOrigins.join(','),
      RUNNER_TOKEN: runnerToken,
      BOT_TOKEN: botToken,
      RECORD_SECRET: recordSecret,
      ACCOUNT_SECRET: workplace.secret('accountSecret'),
      ...mailSettings(addresses.publicUrl),
      ...(process.env['OIDC_PROVIDERS'] && { OIDC_PROVIDERS: process.env['OIDC_PROVIDERS'] }),
      SESSION_SECRET: sessionSecret,
      // What the web server hands on comes from this machine, and says from whom.
      TRUSTED_PROXIES: [process.env['TRUSTED_PROXIES'], 'loopback', isIP(host) && !isAnyHost(host) ? host : '']
        .filter(Boolean)
        .join(','),
    }
    return {
      spec: { name, command: [...node, 'apps/api/src/main.ts'], cwd: root, env, user },
      readyUrl: `http://${local}:${port}/readyz`,
    }
  })
  const runner: Program = {
    spec: {
      name: 'runner',
      command: [...node, 'apps/runner/src/main.ts'],
      cwd: root,
      env: {
        ...base,
        RUNNER_ID: `start-${ports.runner}`,
        REDIS_URL: services.redisUrls.runner,
        API_INTERNAL_URLS: ports.internal.map((port) => `http://127.0.0.1:${port}`).join(','),
        RUNNER_TOKEN: runnerToken,
        SLOT_IMAGE: services.slotImage,
        METRICS_PORT: String(ports.runner),
        TEST_SETS_DIR: join(workplace.dir, 'test-sets'),
      },
      // It lets the program that it judges come to its end.
      stopWithinMs: 25_000,
    },
    readyUrl: `http://127.0.0.1:${ports.runner}/readyz`,
  }
  const web: Program = {
    spec: {
      name: 'web',
      command: [process.execPath, join(root, 'node_modules/next/dist/bin/next'), 'start', '-H', host, '-p', String(ports.web)],
      cwd: join(root, 'apps/web'),
      env: {
        ...base,
        PUBLIC_URL: addresses.publicUrl,
        API_URLS: addresses.apiUrls.join(','),
        SESSION_API_URLS: addresses.localApiUrls.join(','),
        METRICS_PORT: String(ports.webMetrics),
        NEXT_TELEMETRY_DISABLED: '1',
      },
      user,
    },
    readyUrl: `http://${local}:${ports.web}/`,
  }
  const bot: Program = {
    spec: {
      name: 'bot',
      command: [...node, 'apps/bot/src/main.ts'],
      cwd: root,
      env: {
        ...base,
        API_URLS: addresses.localApiUrls.join(','),
        BOT_TOKEN: botToken,
        PROBLEMS_DIR: 'problems',
        METRICS_PORT: String(ports.bot),
      },
      user,
    },
    readyUrl: `http://127.0.0.1:${ports.bot}/readyz`,
  }
  return { api, runner, web, bot: existsSync(join(root, 'apps/bot/src/main.ts')) ? bot : null }
}

/**
 * Whom api, web and bot run as where we are root: nobody, if that one can read this folder and run this Node (a clone in /root is out of
 * its reach). The runner uses the engine's socket, which is worth as much as root.
 */
function findUnprivileged(): ServerUser | null {
  const nobody = findServerUser('nobody')
  if (!nobody) return null
  const program = `require('fs').readFileSync(${JSON.stringify(join(root, 'package.json'))})`
  return spawnSync(process.execPath, ['-e', program], { cwd: '/', ...nobody }).status === 0 ? nobody : null
}

/** A mail server is for the api alone. Without one mails are shown on this machine, unless the platform is a public one. */
function mailSettings(publicUrl: string): Record<string, string> {
  const { SMTP_URL, MAIL_FROM } = process.env
  if (SMTP_URL) return { SMTP_URL, ...(MAIL_FROM && { MAIL_FROM }) }
  return publicUrl.startsWith('https:') ? {} : { DEV_MAIL: 'on' }
}

function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const secret = new Set([
    'DATABASE_URL',
    'REDIS_URL',
    'RUNNER_TOKEN',
    'BOT_TOKEN',
    'RECORD_SECRET',
    'ACCOUNT_SECRET',
    'SMTP_URL',
    'OIDC_PROVIDERS',
    'SESSION_SECRET',
    'PORT',
    'HOST',
    'API_URLS',
  ])
  return Object.fromEntries(Object.entries(env).filter(([name]) => !secret.has(name)))
}
