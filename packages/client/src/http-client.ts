import type { ErrorBody, ErrorCode } from '@eduscale/contracts/errors'
import type { TokenSource } from './token-source'
import { attemptHeader } from '@eduscale/contracts/routes/address'

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

export interface HttpClientOptions extends TokenSource {
  urls: readonly string[]
  fetch?: typeof fetch
  /** Which of `urls` to ask first; one at random when not given. */
  firstUrl?: number
  /** Before the second round over the nodes; it doubles with each. */
  firstPauseMs?: number
}

export interface HttpRequest {
  method: string
  path: string
  body?: unknown
  signal?: AbortSignal
  /** What it does is done once, however often it is sent: so it is sent for longer. */
  attemptId?: string
  /** Lets the request outlive the page; one attempt, since nobody is left to try the next node. */
  isLast?: boolean
  /** The browser may keep the answer, and asks each time whether it is still so. */
  isKept?: boolean
  /** What is answered isn't JSON, and nobody reads it here. */
  isFile?: boolean
  /** How long one node may take for all of its answer. */
  timeoutMs?: number
  /** Instead of the tab's own identity. */
  token?: string | null
}

/** A node that hasn't answered for this long is passed over. */
const attemptTimeoutMs = 6_000
const roundsOverTheNodes = 2
/** Where nothing but the network stands between. */
const roundsOfAttempts = 5
/** No further round of an attempt begins later than this. */
const patienceMs = 30_000

/**
 * JSON over HTTP to whichever api node answers. A request goes on to the next node when one is down (network failure,
 * silence, 502 to 504) or serves other areas (421), at most twice around, and with growing waits for longer where it is an attempt.
 * Repeating is harmless: what changes things is made once by the attempt's id, or by an id in its body (contracts/routes).
 */
export class HttpClient {
  #options: HttpClientOptions
  #node: number

  constructor(options: HttpClientOptions) {
    this.#options = options
    this.#node = options.firstUrl ?? Math.floor(Math.random() * options.urls.length)
  }

  async send<Answer>(request: HttpRequest): Promise<Answer> {
    // Whoever it was begun by: somebody else may have come before the last attempt, or before the answer.
    const token = request.token === undefined ? await this.#options.getToken() : request.token
    try {
      return await this.#sendAs<Answer>(request, token)
    } catch (error) {
      const isRefused = isApiError(error, 'unauthenticated') && request.token === undefined && token !== null
      const renewed = isRefused ? await this.#options.renew?.(token) : null
      if (!renewed) throw error
      return this.#sendAs<Answer>(request, renewed)
    }
  }

  async #sendAs<Answer>(request: HttpRequest, token: string | null): Promise<Answer> {
    const { urls, firstPauseMs = 400 } = this.#options
    const rounds = request.attemptId === undefined ? roundsOverTheNodes : roundsOfAttempts
    const attempts = request.isLast ? 1 : urls.length * rounds
    const giveUpAt = performance.now() + patienceMs
    let refusal: ApiError | null = null
    let waiting: ApiError | null = null
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const round = Math.floor(attempt / urls.length)
      // Somebody has answered, and says that it can't be done now: that is for whoever asks to hear. So is that it takes too long.
      // Not so that another node is at it, since that ends or is taken over; nor that one serves other areas.
      if (round >= roundsOverTheNodes && (refusal || performance.now() > giveUpAt)) break
      if (round > 0 && attempt % urls.length === 0) await pause(pauseMs(firstPauseMs, round))
      const url = urls[this.#node % urls.length] ?? ''
      const answer = await this.#attempt(url, request, token)
      request.signal?.throwIfAborted()
      if (answer !== null && ![421, 502, 503, 504].includes(answer.status)) return read<Answer>(answer)
      const heard = answer && readError(answer)
      if (heard?.code === 'attempt-running') waiting = heard
      else if (heard?.code === 'served-elsewhere') waiting ??= heard
      else if (heard) refusal = heard
      this.#node += 1
    }
    throw refusal ?? waiting ?? new ApiError(0, { code: 'unavailable', message: 'No server answered.' })
  }

  /** Null when nothing came in time, be it a part of the body that is missing. */
  async #attempt(url: string, request: HttpRequest, token: string | null): Promise<HttpAnswer | null> {
    const timeout = AbortSignal.timeout(request.timeoutMs ?? attemptTimeoutMs)
    // Apart from the call, as the types of Node know no cache.
    const init = {
      method: request.method,
      headers: {
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(request.attemptId === undefined ? {} : { [attemptHeader]: request.attemptId }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      keepalive: request.isLast ?? false,
      cache: request.isKept ? ('no-cache' as const) : ('no-store' as const),
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
    }
    try {
      const response = await (this.#options.fetch ?? fetch)(url + request.path, init)
      const isFile = request.isFile === true && response.ok
      return { status: response.status, text: isFile ? '' : await response.text(), file: isFile ? await response.blob() : null }
    } catch {
      return null
    }
  }
}

function read<Answer>({ status, text, file }: HttpAnswer): Answer {
  if (status < 200 || status > 299) throw readError({ status, text })
  if (file) return file as Answer
  try {
    // The parse edge: the api's answers are typed by the contracts and trusted inside (decision 0021).
    return (text === '' ? undefined : JSON.parse(text)) as Answer
  } catch {
    // A captive portal, say: a page in the place of an answer.
    throw new ApiError(status, { code: 'unavailable', message: 'Something else answered.' })
  }
}

interface HttpAnswer {
  status: number
  text: string
  /** In place of the text, where one was asked for. */
  file: Blob | null
}

function readError({ status, text }: Pick<HttpAnswer, 'status' | 'text'>): ApiError {
  try {
    const body: unknown = JSON.parse(text)
    if (isErrorBody(body)) return new ApiError(status, body)
  } catch {
    // Not JSON: something between us and the api answered.
  }
  return new ApiError(status, { code: status >= 500 ? 'unavailable' : 'internal', message: `HTTP ${status}` })
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body
}

/** Shorter or longer by chance, so that not all who were cut off come back at once. */
function pauseMs(firstMs: number, round: number): number {
  return firstMs * 2 ** (round - 1) * (0.75 + Math.random() / 2)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
