import { methodOf, pathOf } from '@eduscale/contracts/routes/address'
import type { Address } from '@eduscale/contracts/routes/addresses'
import type { AnswerOf, GivenTo, RouteAt } from '@eduscale/contracts/routes/all'
import { HttpClient, type HttpClientOptions, type HttpRequest } from './http-client'
import { newId } from './new-id'

export type CallOptions = Omit<HttpRequest, 'method' | 'path' | 'body'>

/** As the contracts' types have narrowed it down for each route. */
interface Given {
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string | undefined>>
  body?: unknown
}

/** Calls the api's routes by their addresses in contracts/routes: the one client of web app, bot and tests. */
export class ApiClient {
  readonly #http: HttpClient

  constructor(options: HttpClientOptions) {
    this.#http = new HttpClient(options)
  }

  /** Throws ApiError: what the api refused with, or `unavailable` when no node answered. */
  call<At extends Address>(address: At, given: GivenTo<RouteAt<At>>, options?: CallOptions): Promise<AnswerOf<RouteAt<At>>>
  call(address: Address, { params, query = {}, body }: Given, options: CallOptions = {}): Promise<unknown> {
    const method = methodOf(address)
    const asked = new URLSearchParams()
    for (const [key, value] of Object.entries(query)) if (value !== undefined) asked.set(key, value)
    const search = asked.toString()
    return this.#http.send({
      // Which routes keep attempts is theirs to know: to the others the id is nothing.
      ...(method === 'POST' && { attemptId: newId() }),
      ...options,
      method,
      path: `${pathOf(address, params)}${search && `?${search}`}`,
      body,
    })
  }

  /** Of a route that answers an archive: its bytes, as they are kept. */
  download<At extends Address>(address: At, given: GivenTo<RouteAt<At>>, options: CallOptions = {}): Promise<Blob> {
    return this.call(address, given, { ...options, isFile: true }) as Promise<unknown> as Promise<Blob>
  }
}
