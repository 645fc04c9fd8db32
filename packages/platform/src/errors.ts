import type { ErrorBody, ErrorCode } from '@eduscale/contracts/errors'

/** What a user may be told: an expected refusal. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly data: Record<string, unknown> | undefined

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; data?: Record<string, unknown> } = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.data = options.data
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, ...(this.data ? { data: this.data } : {}) }
  }
}
