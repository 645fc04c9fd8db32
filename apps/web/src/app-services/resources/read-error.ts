import type { ApiError } from '@eduscale/client/http-client'

/** A refusal, as a store may hold it. */
export type ReadError = Pick<ApiError, 'code' | 'status' | 'data'>
