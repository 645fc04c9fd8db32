import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import type { ShownPasskey } from '@eduscale/contracts/passkey'

/* A device that keeps passkeys, in a few lines, so that tests can make it lie: https://www.w3.org/TR/webauthn-3/ */

export interface AskedToMake {
  challenge: string
  rp: { id: string }
  user: { id: string }
}
export interface AskedToSign {
  challenge: string
  rpId: string
}

/** What is said otherwise than an honest browser and device would. */
export interface Lie {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  crossOrigin?: boolean
  isVerified?: boolean
  isPresent?: boolean
  counter?: number
  userHandle?: string | undefined
  id?: string
  /** Signs with a key that nobody knows. */
  isForged?: boolean
}

export class SoftAuthenticator {
  readonly #origin: string
  readonly #aaguid: Buffer
  readonly #key: KeyObject
  readonly #publicKey: { x: Buffer; y: Buffer }
  readonly id = randomBytes(32).toString('base64url')
  /** Null: it doesn't count, as one that is kept in several places. */
  counter: number | null
  userHandle = ''

  constructor(origin: string, { counter = null, aaguid = '' }: { counter?: number | null; aaguid?: string } = {}) {
    this.#origin = origin
    this.#aaguid = Buffer.from(aaguid.replaceAll('-', '').padEnd(32, '0'), 'hex')
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    this.#key = privateKey
    this.#publicKey = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') }
    this.counter = counter
  }

  make(asked: AskedToMake, lie: Lie = {}) {
    this.userHandle = asked.user.id
    const id = Buffer.from(this.id, 'base64url')
    const cose = cbor(
      new Map<unknown, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, this.#publicKey.x],
        [-3, this.#publicKey.y],
      ]),
    )
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const authData = Buffer.concat([this.#authData(asked.rp.id, lie, 0x40), this.#aaguid, length, id, cose])
    const attestation = new Map<unknown, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key' as const,
      response: {
        clientDataJSON: this.#clientData(asked.challenge, 'webauthn.create', lie),
        attestationObject: cbor(attestation).toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  sign(asked: AskedToSign, lie: Lie = {}): ShownPasskey {
    if (this.counter !== null) this.counter += 1
    const authData = this.#authData(asked.rpId, lie)
    const clientDataJSON = this.#clientData(asked.challenge, 'webauthn.get', lie)
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))])
    const key = lie.isForged ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : this.#key
    const id = lie.id ?? this.id
    const userHandle = 'userHandle' in lie ? lie.userHandle : this.userHandle
    return {
      id,
      rawId: id,
      type: 'public-key',
      response: {
        clientDataJSON,
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, key).toString('base64url'),
        ...(userHandle !== undefined && { userHandle }),
      },
    }
  }

  #authData(rpId: string, { rpId: said = rpId, isVerified = true, isPresent = true, counter }: Lie, more = 0): Buffer {
    const rest = Buffer.alloc(5)
    const synced = this.counter === null ? 0x18 : 0
    rest.writeUInt8((isPresent ? 1 : 0) | (isVerified ? 4 : 0) | synced | more, 0)
    rest.writeUInt32BE(counter ?? this.counter ?? 0, 1)
    return Buffer.concat([sha256(Buffer.from(said)), rest])
  }

  #clientData(challenge: string, type: string, lie: Lie): string {
    const data = {
      type: lie.type ?? type,
      challenge: lie.challenge ?? challenge,
      origin: lie.origin ?? this.#origin,
      crossOrigin: lie.crossOrigin ?? false,
    }
    return Buffer.from(JSON.stringify(data)).toString('base64url')
  }
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** Of RFC 8949 what an attestation is made of. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (value instanceof Map) return Buffer.concat([head(5, value.size), ...[...value].flat().map(cbor)])
  throw new Error('nothing else is written')
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count])
  if (count < 256) return Buffer.from([(major << 5) | 24, count])
  return Buffer.from([(major << 5) | 25, count >> 8, count & 255])
}
