import { errorBodySchema } from '@eduscale/contracts/errors'
import type { RouteName } from '@eduscale/contracts/routes/addresses'
import { routes } from '@eduscale/contracts/routes/all'
import { listRefusals } from '@eduscale/contracts/routes/refusals'
import type { Route } from '@eduscale/contracts/routes/route'
import type { Logger } from '@eduscale/platform/logger'
import { mayEver } from '@eduscale/rules/may'
import type { FastifyInstance } from 'fastify'

/** What is logged for an answer that isn't what its contract says; tests look for it. */
const brokenAnswer = 'an answer breaks its contract'

/** For tests: every answer is held to its contract, as it travels. One that breaks it is an error of ours instead. */
export function checkAnswers(server: FastifyInstance, log: Logger): void {
  server.addHook('onSend', async (request, reply, payload) => {
    const name = request.routeOptions.config.routeName
    if (name === undefined || request.is404 || request.method === 'HEAD') return payload
    const broken = findBroken(name, reply.statusCode, typeof payload === 'string' ? payload : null)
    if (broken === null) return payload
    log.error({ route: name, broken }, brokenAnswer)
    void reply.status(500).type('application/json; charset=utf-8')
    return JSON.stringify({ code: 'internal', message: `${name}: ${broken}` })
  })
}

/** How an answer breaks its contract; null when it doesn't. `text` is null where what is sent is no text. */
export function findBroken(name: RouteName, status: number, text: string | null): string | null {
  const route: Route = routes[name]
  // What the client has is as it was.
  if (status === 304) return null
  if (status >= 400) return findBrokenRefusal(route, text)
  const expected = route.answer === 'nothing' ? 204 : (route.status ?? 200)
  if (status !== expected) return `status ${status} instead of ${expected}`
  if (typeof route.answer === 'string') return null
  const answer = parseJson(text)
  const { success, data, error } = route.answer.safeParse(answer)
  if (!success) return error.message
  const extra = findExtra(answer, data)
  return extra === null ? null : `says more than it should: ${extra}`
}

function findBrokenRefusal(route: Route, text: string | null): string | null {
  const refusal = errorBodySchema.safeParse(parseJson(text))
  if (!refusal.success) return 'a refusal is no error body'
  const known = listRefusals(route, mayEver(null, route.action))
  return known.includes(refusal.data.code) ? null : `refuses with ${refusal.data.code}, which isn’t among its refusals`
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/** The path of something that was said and isn't in the contract; null when there is nothing. */
function findExtra(said: unknown, known: unknown, path = ''): string | null {
  if (typeof said !== 'object' || said === null || typeof known !== 'object' || known === null) return null
  const parts = new Map<string, unknown>(Object.entries(known))
  for (const [key, inner] of Object.entries(said)) {
    const here = path === '' ? key : `${path}.${key}`
    if (!parts.has(key)) return here
    const found = findExtra(inner, parts.get(key), here)
    if (found !== null) return found
  }
  return null
}
