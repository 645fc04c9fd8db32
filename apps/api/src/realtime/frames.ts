import type { Action } from '@eduscale/contracts/actions'
import { AppError } from '@eduscale/platform/errors'
import { mayEver } from '@eduscale/rules/may'
import type { Namespace, Socket } from 'socket.io'
import type { z } from 'zod'
import type { AppContext } from '../app/app-context'
import { toErrorBody } from '../http/error-body'
import { parseGiven } from '../http/parse-given'
import { socketUser } from './socket-server'
import { TokenBucket } from './token-bucket'

interface Rate {
  burst: number
  perSecond: number
}

/** One kind of frame that sockets may send, the same for all of them. */
export interface Frame<Session> {
  /** What its sender must be allowed to do. */
  action: Action
  rate: Rate
  /** Parses what was given and carries it out; the result is the answer. */
  handle: (session: Session, given: unknown) => Promise<unknown>
  /** Shapes an error into the frame's own answer. */
  answerError: (error: ReturnType<typeof toErrorBody>, given: unknown) => unknown
  afterAnswer?: () => Promise<void>
}

/** A frame that comes all the time and is never answered; false when it was of no use. */
export interface QuickFrame<Session> {
  /** What its sender must be allowed to do; `take` looks whether they may here. */
  action: Action
  rate: Rate
  take: (session: Session, given: unknown) => boolean
}

interface FrameTable<Session> {
  /** What is kept of one connection. */
  open: (socket: Socket) => Session
  frames: ReadonlyMap<string, Frame<Session>>
  quick?: ReadonlyMap<string, QuickFrame<Session>>
  close?: (session: Session) => void
}

export function defineFrame<Session, Schema extends z.ZodType>(frame: {
  action: Action
  schema: Schema
  rate: Rate
  /** Throws where nothing of this kind is taken from this connection, whatever is in it. Parsing large frames is what costs. */
  admit?: (session: Session, given: unknown) => void
  handle: (session: Session, data: z.infer<Schema>) => Promise<unknown> | unknown
  answerError?: Frame<Session>['answerError']
  afterAnswer?: () => Promise<void>
}): Frame<Session> {
  return {
    action: frame.action,
    rate: frame.rate,
    handle: async (session, given) => {
      frame.admit?.(session, given)
      return frame.handle(session, parseGiven(frame.schema, given))
    },
    answerError: frame.answerError ?? ((err) => ({ ok: false, err })),
    ...(frame.afterAnswer && { afterAnswer: frame.afterAnswer }),
  }
}

/**
 * Handles all frames of a namespace's sockets: keeps to the rates, measures, and maps whatever is thrown to an error that the client
 * can read. A connection costs one listener and what it uses, since there may be very many: the table is there once.
 */
export function handleFrames<Session>(namespace: Namespace, app: AppContext, table: FrameTable<Session>): void {
  namespace.on('connection', (socket) => {
    const session = table.open(socket)
    const buckets: Record<string, TokenBucket> = {}
    socket.onAny((name: string, ...args: unknown[]) => {
      const kind = table.frames.get(name) ?? table.quick?.get(name)
      if (!kind) return
      buckets[name] ??= new TokenBucket(kind.rate)
      const isTooFast = !buckets[name].take()
      // Whoever wants an answer gives the last, however many there are before it, or none.
      const reply = args.at(-1)
      const given = typeof args[0] === 'function' ? undefined : args[0]
      if ('take' in kind) {
        if (isTooFast || !kind.take(session, given)) app.metrics.refused.inc({ edge: 'socket', code: 'ephemeral' })
        return
      }
      const answer = typeof reply === 'function' ? (said: unknown) => void reply(said) : null
      void respond(app, { socket, name, frame: kind, session, given, answer, isTooFast })
    })
    if (table.close) socket.on('disconnect', () => table.close?.(session))
  })
}

async function respond<Session>(
  app: AppContext,
  asked: {
    socket: Socket
    name: string
    frame: Frame<Session>
    session: Session
    given: unknown
    answer: ((answer: unknown) => void) | null
    isTooFast: boolean
  },
): Promise<void> {
  const { socket, name, frame, session, given, answer, isTooFast } = asked
  const startedAt = performance.now()
  let outcome = 'ok'
  try {
    if (isTooFast) throw new AppError('rate-limited', 'Too fast; slow down a little.', { data: { retryAfterMs: 1_000 } })
    if (!mayEver(socketUser(socket), frame.action)) throw new AppError('forbidden', 'This is not for everybody.')
    const result = await frame.handle(session, given)
    answer?.(result)
    await frame.afterAnswer?.()
  } catch (error) {
    const body = toErrorBody(error)
    outcome = body.code === 'internal' ? 'failed' : 'refused'
    app.metrics.refused.inc({ edge: 'socket', code: body.code })
    if (body.code === 'internal') app.log.error({ err: error, frame: name, userId: socketUser(socket).id }, 'a frame failed')
    answer?.(frame.answerError(body, given))
  } finally {
    app.metrics.handlerDuration.observe({ handler: name, outcome }, (performance.now() - startedAt) / 1_000)
  }
}
