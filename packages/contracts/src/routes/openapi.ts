import type { Action } from '../actions'
import { httpStatus } from '../error-status'
import type { ErrorCode } from '../errors'
import { attemptHeader } from './address'
import { addresses } from './addresses'
import { routeNamesByArea } from './all'
import { describeRoutes, schemaPath, type DescribedParameter, type DescribedRoute, type JsonSchema } from './describe'

const about = `Two people, the same problem at the same second: battles, practice and what they need. Sign in by ${addresses.createGuest}
or ${addresses.signIn} and send the token as a bearer. What happens in a battle goes over a socket and is not described here.`

/** All routes as an OpenAPI 3.1 document. */
export function toOpenApi(isOpen: (action: Action) => boolean): Record<string, unknown> {
  const { routes, schemas } = describeRoutes(isOpen)
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: toOperation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'EduScale', version: '1', description: about.replaceAll('\n', ' ') },
    servers: [{ url: '/' }],
    tags: Object.keys(routeNamesByArea).map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
  }
}

function toOperation(route: DescribedRoute): JsonSchema {
  const { name, area, summary, isOpen, params, query, body, status, answer, refusals, rate, repeating } = route
  const parameters = [
    ...params.map((parameter) => toParameter(parameter, 'path')),
    ...query.map((parameter) => toParameter(parameter, 'query')),
    ...(repeating === 'by-attempt' ? [attemptParameter] : []),
  ]
  return {
    operationId: name,
    tags: [area],
    summary,
    ...(rate !== null && { description: `At most ${rate} a minute for each person.` }),
    security: isOpen ? [{}, { session: [] }] : [{ session: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: { [status]: toAnswer(answer), ...toRefusals(refusals) },
  }
}

function toParameter({ name, isRequired, schema }: DescribedParameter, place: 'path' | 'query'): JsonSchema {
  return { name, in: place, required: place === 'path' || isRequired, schema }
}

const attemptParameter: JsonSchema = {
  name: attemptHeader,
  in: 'header',
  required: false,
  description: 'Of one attempt: sent again with the same, it is done once, and the first answer is given for 24 hours.',
  schema: { type: 'string', format: 'uuid' },
}

function toAnswer(answer: DescribedRoute['answer']): JsonSchema {
  if (answer === null) return { description: 'Done.' }
  if (answer === 'picture') return { description: 'The picture.', content: { 'image/*': {} } }
  if (answer === 'archive') return { description: 'The archive.', content: { 'application/zip': {} } }
  return { description: 'Done.', content: { 'application/json': { schema: answer } } }
}

/** By status, with the codes that have it. */
function toRefusals(refusals: readonly ErrorCode[]): JsonSchema {
  const statuses = [...new Set(refusals.map((code) => httpStatus[code]))]
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: refusals.filter((code) => httpStatus[code] === status).join(', '),
        content: { 'application/json': { schema: { $ref: `${schemaPath}Refusal` } } },
      },
    ]),
  )
}
