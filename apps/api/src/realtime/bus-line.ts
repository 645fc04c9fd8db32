import { battleEventSchema } from '@eduscale/contracts/battle'
import { evSchema } from '@eduscale/contracts/room'
import { z } from 'zod'
import { shownEvent, type ShownEvent } from './live-battles'

/*
 * What the lines of other nodes must be before anything is done with them: what passes here goes into clients' packets as it is. Each
 * throws where a line isn't that. Kinds of events that aren't known are a newer version's and pass.
 */
const idPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const eventLine = /^ ([1-9]\d{0,9}) (\{.*\})$/s
const chatLine = /^([0-9a-f,-]*) (\{.*\})$/s

const anyData = z.record(z.string(), z.unknown())
const anyEventSchema = z.object({ b: z.string(), seq: z.number(), at: z.string(), t: z.string(), d: anyData })
const knownEvents = new Set<string>(battleEventSchema.options.map(({ shape }) => shape.t.value))

/** Milliseconds since the epoch. Throws for what is none. */
export function readInstant(text: string): number {
  if (!/^\d{13}$/.test(text)) throw new Error('no instant')
  return Number(text)
}

export function readId(id: string): string {
  if (!idPattern.test(id)) throw new Error('no id')
  return id
}

/** ` <seq> <event>` */
export function readEvent(battleId: string, rest: string): ShownEvent {
  const [, number, json = ''] = eventLine.exec(rest) ?? []
  const given: unknown = JSON.parse(json)
  const event = anyEventSchema.parse(given)
  if (event.b !== battleId || event.seq !== Number(number)) throw new Error('the event is not the line’s')
  if (!knownEvents.has(event.t)) return { seq: event.seq, json, unseated: null }
  return shownEvent(evSchema.parse(given), json)
}

/** Frames with commas between them. They come all the time, so they aren't taken apart further than this: it costs 1 µs and not 12. */
export function readFrames(rest: string): string {
  const frames: unknown = JSON.parse(`[${rest}]`)
  if (!Array.isArray(frames) || frames.length === 0 || !frames.every(isFrame)) throw new Error('no frames')
  return rest
}

/** `<users to leave out> <frame>` */
export function readChat(rest: string): { frame: string; except: string[] } {
  const [, except = '', frame = ''] = chatLine.exec(rest) ?? []
  return { frame: readFrames(frame), except: except === '' ? [] : except.split(',').map(readId) }
}

function isFrame(frame: unknown): boolean {
  if (typeof frame !== 'object' || frame === null) return false
  if (!('from' in frame && 'n' in frame && 't' in frame && 'd' in frame)) return false
  const { from, n, t, d } = frame
  return typeof from === 'string' && Number.isSafeInteger(n) && typeof t === 'string' && typeof d === 'object' && d !== null
}
