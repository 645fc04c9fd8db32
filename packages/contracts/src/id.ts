import { z } from 'zod'

/** An id that a client names. In lower case, however it was spelled: ids are compared as text, and are parts of keys. */
export const givenIdSchema = z.uuid().toLowerCase()
