import type { ErrorBody, ErrorCode } from '@eduscale/contracts/errors'

/** A refusal the api put into words, or `unavailable` when no node answered. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: ErrorCode
  readonly status: number
  readonly data: Record<string, unknown>

  constructor(status: number, body: ErrorBody) {
    super(body.message)
    this.status = status
    this.code = body.code
    this.data = body.data ?? {}
  }
}

export function isApiError(error: unknown, code?: ErrorCode): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code)
}

export interface HttpClientOptions {
  urls: readonly string[]
  getToken: () => string | null
  onUnauthenticated?: (token: string) => void
  fetch?: typeof fetch
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  signal?: AbortSignal
  /** Lets the request outlive the page; one attempt, since nobody is left to try the next node. */
  isLast?: boolean
  /** Instead of the tab's own identity. */
  token?: string | null
}

/** A node that hasn't answered for this long is passed over. The slowest route (sign-in hashes a password) takes 0.3 s. */
const attemptTimeoutMs = 6_000
const roundsOverTheNodes = 2
const pauseBetweenRoundsMs = 400

/**
 * JSON over HTTP to whichever api node answers. A request goes on to the next node when one is down (network failure,
 * silence, 502 to 504), at most twice around. Repeating is harmless: what creates things is made idempotent by a `cid`
 * or by a rule of the database (one open ticket, one battle per origin).
 */
export class HttpClient {
  #options: HttpClientOptions
  #node: number

  constructor(options: HttpClientOptions) {
    this.#options = options
    this.#node = Math.floor(Math.random() * options.urls.length)
  }

  async send<Answer>(request: HttpRequest): Promise<Answer> {
    const { urls } = this.#options
    const attempts = request.isLast ? 1 : urls.length * roundsOverTheNodes
    let refusal: ApiError | null = null
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (attempt > 0 && attempt % urls.length === 0) await pause(pauseBetweenRoundsMs)
      const url = urls[this.#node % urls.length] ?? ''
      const response = await this.#attempt(url, request)
      if (response !== null && ![502, 503, 504].includes(response.status)) return this.#read<Answer>(response, request)
      if (response !== null) refusal = await readError(response)
      request.signal?.throwIfAborted()
      this.#node += 1
    }
    throw refusal ?? new ApiError(0, { code: 'unavailable', message: 'No server answered.' })
  }

  async #attempt(url: string, request: HttpRequest): Promise<Response | null> {
    const token = this.#tokenOf(request)
    const timeout = AbortSignal.timeout(attemptTimeoutMs)
    try {
      return await (this.#options.fetch ?? fetch)(url + request.path, {
        method: request.method,
        headers: {
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        keepalive: request.isLast ?? false,
        cache: 'no-store',
        signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
      })
    } catch {
      return null
    }
  }

  #tokenOf(request: HttpRequest): string | null {
    return request.token === undefined ? this.#options.getToken() : request.token
  }

  async #read<Answer>(response: Response, request: HttpRequest): Promise<Answer> {
    if (!response.ok) {
      const error = await readError(response)
      const token = this.#tokenOf(request)
      if (error.code === 'unauthenticated' && token && request.token === undefined) this.#options.onUnauthenticated?.(token)
      throw error
    }
    const text = await response.text()
    // The parse edge: the api's answers are typed by the contracts and trusted inside (decision 0021).
    return (text === '' ? undefined : JSON.parse(text)) as Answer
  }
}

async function readError(response: Response): Promise<ApiError> {
  try {
    const body: unknown = await response.json()
    if (isErrorBody(body)) return new ApiError(response.status, body)
  } catch {
    // Not JSON: something between us and the api answered.
  }
  return new ApiError(response.status, {
    code: response.status >= 500 ? 'unavailable' : 'internal',
    message: `HTTP ${response.status}`,
  })
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
