import { z } from 'zod'
import { publicUserSchema } from '../account'
import type { Action } from '../actions'
import { inviteSchema, ticketSchema } from '../arena'
import { battleRulesSchema, battleViewSchema, standingSchema } from '../battle'
import { errorBodySchema, type ErrorCode } from '../errors'
import { problemSchema, shownProblemSchema } from '../problem'
import { rejudgeSetSchema } from '../rejudge'
import { submissionSchema } from '../submission'
import { methodOf, pathOf } from './address'
import { addresses, type RouteName } from './addresses'
import { routeNamesByArea, routes } from './all'
import { listRefusals } from './refusals'
import type { Route } from './route'

export type JsonSchema = { [keyword: string]: unknown }

/** One parameter of a path or a query. */
export interface DescribedParameter {
  name: string
  isRequired: boolean
  schema: JsonSchema
}

/** A route in words and JSON Schema, for the OpenAPI document and for the page that shows it. */
export interface DescribedRoute {
  area: keyof typeof routeNamesByArea
  name: RouteName
  method: string
  /** With `:name` for each parameter. */
  path: string
  summary: string
  /** Strangers may call it. */
  isOpen: boolean
  params: DescribedParameter[]
  query: DescribedParameter[]
  body: JsonSchema | null
  status: number
  /** Null where nothing is answered. */
  answer: JsonSchema | 'picture' | 'archive' | null
  refusals: readonly ErrorCode[]
  rate: number | null
  repeating: Route['repeating'] | null
}

export interface Description {
  routes: DescribedRoute[]
  /** What several answers have in common, by the names that `$ref`s lead to. */
  schemas: Record<string, JsonSchema>
}

export const schemaPath = '#/components/schemas/'

/** Shapes with names of their own. */
const named = z.registry<{ id: string }>()
for (const [id, schema] of Object.entries({
  User: publicUserSchema,
  BattleRules: battleRulesSchema,
  Battle: battleViewSchema,
  Standing: standingSchema,
  Invite: inviteSchema,
  Problem: problemSchema,
  ShownProblem: shownProblemSchema,
  Rejudge: rejudgeSetSchema,
  Submission: submissionSchema,
  Ticket: ticketSchema,
  Refusal: errorBodySchema,
})) {
  named.add(schema, { id })
}
const nameless = z.registry<{ id: string }>()

/** All routes, from the ground up. `isOpen` says of an action whether strangers may do it: the table is not the contracts'. */
export function describeRoutes(isOpen: (action: Action) => boolean): Description {
  const schemas: Record<string, JsonSchema> = {}
  const told = (schema: z.ZodType): JsonSchema => {
    const { $defs, ...root } = toJson(schema, 'output')
    Object.assign(schemas, $defs)
    return root
  }
  told(errorBodySchema)
  const describe = (area: DescribedRoute['area'], name: RouteName): DescribedRoute => {
    const route: Route = routes[name]
    const { summary, action, answer } = route
    const isForAll = isOpen(action)
    return {
      area,
      name,
      method: methodOf(addresses[name]),
      path: pathOf(addresses[name]),
      summary,
      isOpen: isForAll,
      params: listParameters(route.params),
      query: listParameters(route.query),
      body: route.body ? toJson(route.body, 'input') : null,
      status: answer === 'nothing' ? 204 : (route.status ?? 200),
      answer: answer === 'nothing' ? null : typeof answer === 'string' ? answer : told(answer),
      refusals: listRefusals(route, isForAll),
      rate: route.rate?.perMinute ?? null,
      repeating: route.repeating ?? null,
    }
  }
  const areas = Object.entries(routeNamesByArea) as [DescribedRoute['area'], RouteName[]][]
  return { routes: areas.flatMap(([area, names]) => names.map((name) => describe(area, name))), schemas }
}

function listParameters(schema: z.ZodObject | undefined): DescribedParameter[] {
  if (!schema) return []
  const { properties = {}, required = [] } = toJson(schema, 'input') as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, inner]) => ({ name, isRequired: required.includes(name), schema: inner }))
}

/** As it is given, or as it is told: then with `$defs` of what has a name. */
function toJson(schema: z.ZodType, io: 'input' | 'output'): JsonSchema & { $defs?: Record<string, JsonSchema> } {
  const json = z.toJSONSchema(schema, {
    io,
    metadata: io === 'output' ? named : nameless,
    override: ({ jsonSchema }) => {
      // Whoever reads an answer bears more than there is today.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      // The format says it.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
    },
  })
  const text = JSON.stringify(json, (key, value: unknown) => (key === '$schema' ? undefined : value))
  return JSON.parse(text.replaceAll('"#/$defs/', `"${schemaPath}`)) as JsonSchema
}
