import type { Action } from '@eduscale/contracts/actions'
import type { ErrorCode } from '@eduscale/contracts/errors'
import { givenIdSchema } from '@eduscale/contracts/id'
import { attemptHeader, methodOf, pathOf } from '@eduscale/contracts/routes/address'
import { addresses, type RouteName } from '@eduscale/contracts/routes/addresses'
import { routeNamesByArea, routes, type Routes } from '@eduscale/contracts/routes/all'
import type { Route } from '@eduscale/contracts/routes/route'
import { AppError } from '@eduscale/platform/errors'
import { can, mayEver, refusalOf, type ConditionalAction, type OpenAction, type Resource } from '@eduscale/rules/may'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../app/app-context'
import { answerOnce } from './answer-once'
import type { StoredAnswer } from './attempt.queries'
import { createCallerLimit } from './limit-caller'
import { parseGiven } from './parse-given'
import { bearerToken } from './bearer-token'
import type { SignedInUser } from './signed-in-user'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which of the contracts' routes it is; none of health and figures. */
    routeName?: RouteName
  }
}

type Part<Name extends RouteName, Key extends string> = Routes[Name] extends Record<Key, infer Found> ? Found : undefined
type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** What a route's handler is given: all of it parsed, and whoever calls allowed to. */
export type Given<Name extends RouteName> = {
  params: Parsed<Part<Name, 'params'>>
  query: Parsed<Part<Name, 'query'>>
  body: Parsed<Part<Name, 'body'>>
  request: FastifyRequest
  /** For headers. A handler that has sent its answer by it returns `sent`. */
  reply: FastifyReply
} & (Routes[Name]['action'] extends OpenAction
  ? { /** Null where nobody is signed in. */ findUser: () => Promise<SignedInUser | null> }
  : { user: SignedInUser })

/** A reply itself can't be returned by an async function, which would wait for it. */
export const sent = { isSent: true } as const

/** As it is before it travels. */
type Answer<Name extends RouteName> =
  Part<Name, 'answer'> extends z.ZodType
    ? z.input<Part<Name, 'answer'>> | typeof sent
    : Part<Name, 'answer'> extends 'nothing'
      ? void
      : typeof sent

type Handler<Name extends RouteName, More = unknown> = (given: Given<Name> & More) => Answer<Name> | Promise<Answer<Name>>

type Conditional = { [Name in RouteName]: Routes[Name]['action'] extends ConditionalAction ? Name : never }[RouteName]
type Unconditional = Exclude<RouteName, Conditional>
/** An attempt is a person's: a route that strangers may call can't keep any, and nobody can serve one that says so. */
type Attempted = { [Name in RouteName]: Routes[Name] extends { repeating: 'by-attempt' } ? Name : never }[RouteName]
type Servable = {
  [Name in RouteName]: Name extends Attempted ? (Routes[Name]['action'] extends OpenAction ? never : Name) : Name
}[RouteName]

export interface RouteRegistry {
  /** A route that whoever may do its action may do it to everything it leads to. */
  serve<Name extends Unconditional & Servable>(name: Name, answer: Handler<Name>): void
  /** A route whose action depends on what it is done to. `find` returns that, null where it isn't there. */
  serveFound<Name extends Conditional & Servable, Found extends Resource>(
    name: Name,
    find: (given: Given<Name>) => Promise<Found | null>,
    answer: Handler<Name, { found: Found }>,
  ): void
  /** Throws where one of these isn't served. */
  requireServed(names: readonly RouteName[]): void
}

type RegistryContext = Pick<AppContext, 'config' | 'db' | 'log' | 'rates' | 'addressOf' | 'readToken' | 'failpoints'>

/**
 * Registers routes as their contracts say: method and path, allowance, the largest body, who may, what is parsed, and the status of
 * the answer. Who calls is looked up once, before the body is read, and strangers are refused by then.
 */
export function createRouteRegistry(server: FastifyInstance, app: RegistryContext): RouteRegistry {
  const served = new Set<RouteName>()
  const users = new WeakMap<FastifyRequest, Promise<SignedInUser | null>>()
  const findUser = (request: FastifyRequest): Promise<SignedInUser | null> => {
    const found = users.get(request) ?? lookUp(app, request)
    users.set(request, found)
    return found
  }

  const register = <Name extends RouteName>(name: Name, answer: (given: Given<Name>, user: SignedInUser | null) => unknown) => {
    const route: Route = routes[name]
    const isOpen = mayEver(null, route.action)
    const limit = route.rate && createCallerLimit(app, { ...route.rate, isOpen })
    served.add(name)
    server.route({
      method: methodOf(addresses[name]),
      url: pathOf(addresses[name]),
      config: { routeName: name },
      ...(route.bodyLimitBytes !== undefined && { bodyLimit: route.bodyLimitBytes }),
      onRequest: async (request) => {
        if (limit) await limit(request, await findUser(request))
        if (isOpen) return
        const user = await findUser(request)
        if (!user) throw new AppError('unauthenticated', 'Sign in, or play as a guest.')
        if (!mayEver(user, route.action)) throw new AppError('forbidden', 'This is not for everybody.')
      },
      handler: async (request, reply) => {
        const user = isOpen ? null : await findUser(request)
        // The parse edge: each part is what its schema made of it.
        const given = {
          params: route.params && parseGiven(route.params, request.params),
          query: route.query && parseGiven(route.query, request.query),
          body: route.body && parseGiven(route.body, request.body),
          request,
          reply,
          user,
          findUser: () => findUser(request),
        } as unknown as Given<Name>
        const id = user && route.repeating === 'by-attempt' ? readAttemptId(request) : null
        if (!user || id === null) {
          const answered = await answer(given, user)
          return answered === sent ? reply : send(reply, toStored(route, answered))
        }
        const { params, body } = given
        const attempt = { userId: user.id, route: name, id, given: { params, body } }
        return send(reply, await answerOnce(app, attempt, async () => toStored(route, await answer(given, user))))
      },
    })
  }

  return {
    serve: (name, answer) => register(name, answer),
    serveFound: (name, find, answer) => {
      const { action }: Route = routes[name]
      register(name, async (given, user) => {
        const found = await find(given)
        if (!found) throw new AppError('not-found', 'There is nothing of that name.')
        const asking = user ?? (await findUser(given.request))
        if (!can(asking, action, found)) throw refuse(action)
        return answer({ ...given, found })
      })
    },
    requireServed: (names) => {
      const missing = names.filter((name) => !served.has(name))
      if (missing.length > 0) throw new Error(`nobody serves ${missing.join(', ')}`)
    },
  }
}

/** A battle is played on by a token that has run out; who somebody is, is changed by one of now alone. */
async function lookUp({ readToken }: RegistryContext, request: FastifyRequest): Promise<SignedInUser | null> {
  const token = bearerToken(request)
  const { routeName } = request.routeOptions.config
  const mayBeLate = routeName !== undefined && !ofIdentity.has(routeName)
  return token === null ? null : ((await readToken(token, { mayBeLate }))?.user ?? null)
}

const ofIdentity = new Set<RouteName>(routeNamesByArea.identity)

function toStored(route: Route, answer: unknown): StoredAnswer {
  // Written here, since Fastify takes a null for no answer at all.
  return route.answer === 'nothing' ? { status: 204, body: '' } : { status: route.status ?? 200, body: JSON.stringify(answer) }
}

function send(reply: FastifyReply, { status, body }: StoredAnswer): FastifyReply {
  if (status === 204) return reply.status(204).send()
  return reply.status(status).type('application/json; charset=utf-8').send(body)
}

/** Null where the client named none: then it won't ask again either. */
function readAttemptId(request: FastifyRequest): string | null {
  const given = request.headers[attemptHeader]
  return given === undefined ? null : parseGiven(attemptSchema, { [attemptHeader]: given })[attemptHeader]
}

const attemptSchema = z.object({ [attemptHeader]: givenIdSchema })

const refusals: Partial<Record<ErrorCode, string>> = {
  'not-found': 'There is no such thing of yours.',
  'not-a-player': 'You are not a player of this battle.',
}

function refuse(action: Action): AppError {
  const code = refusalOf(action)
  return new AppError(code, refusals[code] ?? 'This is not for you, or not yet.')
}
