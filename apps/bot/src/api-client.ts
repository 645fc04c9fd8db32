import { errorBodySchema } from '@eduscale/contracts/errors'
import type { z } from 'zod'

/** Talks to whichever api node answers, as the holder of a token. */
export class ApiClient {
  #urls: readonly string[]
  #token: string | null

  constructor(urls: readonly string[], token: string | null = null) {
    this.#urls = urls
    this.#token = token
  }

  as(token: string): ApiClient {
    return new ApiClient(this.#urls, token)
  }

  get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
    return this.#request('GET', path, undefined, schema)
  }

  post<Schema extends z.ZodType>(path: string, body: unknown, schema: Schema): Promise<z.infer<Schema>> {
    return this.#request('POST', path, body, schema)
  }

  async #request<Schema extends z.ZodType>(
    method: string,
    path: string,
    body: unknown,
    schema: Schema,
  ): Promise<z.infer<Schema>> {
    let lastError: unknown = new Error('no api node is configured')
    for (const url of this.#urls) {
      let response: Response
      try {
        response = await fetch(new URL(path, url), {
          method,
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(10_000),
        })
      } catch (error) {
        // This node doesn't answer; another one may.
        lastError = error
        continue
      }
      const answer: unknown = await response.json()
      if (response.ok) return schema.parse(answer)
      const { code, message } = errorBodySchema.parse(answer)
      throw new Error(`${method} ${path}: ${message} (${code})`)
    }
    throw lastError
  }
}
