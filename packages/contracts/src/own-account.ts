import { z } from 'zod'
import { passwordSchema } from './account'

/** As it is typed to prove it, by whatever rule it was made. */
const givenPasswordSchema = z.string().max(200)

/** `PUT /v1/account/password` */
export const changePasswordBodySchema = z.object({ password: givenPasswordSchema, next: passwordSchema })

/** Another password ends what a browser had to show that it has been this member; it keeps this instead. */
export const keptDeviceSchema = z.object({ device: z.string().nullable() })
