import type { ApiError } from '../api/http-client'

/** A refusal, as a store may hold it. */
export type ReadError = Pick<ApiError, 'code' | 'status' | 'data'>
