import { z } from 'zod'
import { statementLangSchema } from './problem'

/** Members have so long to change their mind; a guest, whom nobody could be again, is deleted at once. */
export const daysToReturn = 7

/** `POST /v1/account/deletion`; the mail about it is in that language. */
export const askDeletionBodySchema = z.object({ lang: statementLangSchema })
export const askedDeletionSchema = z.object({ deletesAt: z.iso.datetime() })
