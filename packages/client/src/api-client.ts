import { addresses, attempted, methodOf, pathOf, type RouteName } from '@eduscale/contracts/routes/addresses'
import type { AnswerOf, GivenTo } from '@eduscale/contracts/routes/all'
import { HttpClient, type HttpClientOptions, type HttpRequest } from './http-client'
import { newId } from './new-id'

export type CallOptions = Omit<HttpRequest, 'method' | 'path' | 'body'>

/** As the contracts' types have narrowed it down for each route. */
interface Given {
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string | undefined>>
  body?: unknown
}

/** Calls the api's routes by their names in contracts/routes: the one client of web app, bot and tests. */
export class ApiClient {
  readonly #http: HttpClient

  constructor(options: HttpClientOptions) {
    this.#http = new HttpClient(options)
  }

  /** Throws ApiError: what the api refused with, or `unavailable` when no node answered. */
  call<Name extends RouteName>(name: Name, given: GivenTo<Name>, options?: CallOptions): Promise<AnswerOf<Name>>
  call(name: RouteName, { params, query = {}, body }: Given, options: CallOptions = {}): Promise<unknown> {
    const address = addresses[name]
    const asked = new URLSearchParams()
    for (const [key, value] of Object.entries(query)) if (value !== undefined) asked.set(key, value)
    const search = asked.toString()
    return this.#http.send({
      ...(attempted.includes(name) && { attemptId: newId() }),
      ...options,
      method: methodOf(address),
      path: `${pathOf(address, params)}${search && `?${search}`}`,
      body,
    })
  }
}
