import { z } from 'zod'

/**
 * Types a function-signature problem may use: `int` is 32 bits, `long` 64, `double` IEEE 754, up to three dimensions of arrays.
 * A test's input is one JSON value per line, a line per parameter; its answer is one JSON value.
 */
export const valueTypeSchema = z
  .string()
  .regex(
    /^(int|long|double|bool|string)(\[\]){0,3}$/,
    'a type is int, long, double, bool or string, with at most three [] behind it',
  )
export type ValueType = z.infer<typeof valueTypeSchema>

const identifierSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'a name is camelCase letters and digits')

/** Declared once per problem; each language's starter and driver are generated from it. */
export const signatureSchema = z
  .object({
    name: identifierSchema,
    parameters: z
      .array(z.object({ name: identifierSchema, type: valueTypeSchema }))
      .min(1)
      .max(12),
    result: valueTypeSchema,
  })
  .refine(
    ({ parameters }) => new Set(parameters.map(({ name }) => name)).size === parameters.length,
    'two parameters of one name',
  )
export type Signature = z.infer<typeof signatureSchema>
