import type { z } from 'zod'
import type { Action } from '../actions'
import type { ErrorCode } from '../errors'

/** All of a route but its address, which is in the area's file of addresses under the same name. */
export interface Route {
  /** What it is for, in a sentence. */
  summary: string
  /** What whoever calls it must be allowed to do. */
  action: Action
  /** Named as in the path. */
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** What is answered, as JSON; a picture's bytes, or an archive's; or nothing. */
  answer: z.ZodType | 'picture' | 'archive' | 'nothing'
  /** 200 where nothing else is said, and 204 where nothing is answered. */
  status?: 201 | 202
  /** How often one person may call it. Guests of one address and strangers share an allowance besides. */
  rate?: { name: string; perMinute: number }
  /** Of the whole request, where that is more than usual. */
  bodyLimitBytes?: number
  /**
   * What comes of sending it again for want of an answer, where it changes anything. By attempt: the header Attempt-Id names one, and the
   * first answer is given again for 24 hours. By own id: the body has an id of the client's. Harmless: nothing comes of it.
   */
  repeating?: 'by-attempt' | 'by-own-id' | 'harmless'
  /** Codes that it has reasons of its own to refuse with, besides those that any route may. */
  refusals: readonly ErrorCode[]
}

/** A route for each of the addresses, under its name. */
export type RoutesAt<Addresses> = Readonly<Record<keyof Addresses, Route>>
