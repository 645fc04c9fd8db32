import { errorCodeSchema, type ErrorBody } from '@eduscale/contracts/errors'
import { AppError } from '@eduscale/platform/errors'
import { ZodError } from 'zod'

/** The one place where anything thrown becomes what a client is told, for HTTP and sockets alike. */
export function toErrorBody(error: unknown): ErrorBody {
  if (error instanceof AppError) return error.toBody()
  if (error instanceof ZodError) return fromZod(error)
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined
  if (status === 413) return { code: 'too-large', message: 'The request is too large.' }
  if (status === 429) return { code: 'rate-limited', message: 'Too many requests; try again in a minute.' }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { code: 'bad-request', message: 'The request could not be read.' }
  }
  return { code: 'internal', message: 'Something went wrong on our side.' }
}

function fromZod(error: ZodError): ErrorBody {
  const [issue] = error.issues
  const field = issue?.path.join('.') ?? ''
  if (field.endsWith('language'))
    return { code: 'unknown-language', message: 'This language is not known here.', data: { field } }
  const codes = error.issues.flatMap((one) =>
    one.code === 'custom' ? [errorCodeSchema.safeParse(one.params?.['code']).data] : [],
  )
  return {
    code: codes.find((code) => code !== undefined) ?? 'bad-request',
    message: field === '' ? (issue?.message ?? 'bad request') : `${field}: ${issue?.message ?? 'bad value'}`,
    data: { field },
  }
}
