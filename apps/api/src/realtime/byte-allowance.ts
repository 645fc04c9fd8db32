import { TokenBuckets } from './token-bucket'

/** Whose bytes are counted. `guestAddress`: null for members, as a whole school may have one address. */
export interface Sender {
  userId: string
  guestAddress: string | null
}

/** So many persons' worth at once is the guests' of one address: a class that pastes its programs. */
const guestsAtOnce = 4

/**
 * What a person may send, over all connections to this node. Guests have as much each, and share a larger allowance by address: one
 * person can be as many of them as they like. Thirty who type send some 3 KB/s each; what is refused of them all are large frames, as
 * a small one finds room again at once.
 */
export class ByteAllowance {
  #ofPerson: TokenBuckets
  #ofGuests: TokenBuckets

  constructor({ burst, perSecond }: { burst: number; perSecond: number }, guestsPerAddress: number) {
    this.#ofPerson = new TokenBuckets({ burst, perSecond })
    this.#ofGuests = new TokenBuckets({ burst: guestsAtOnce * burst, perSecond: guestsPerAddress * perSecond })
  }

  take({ userId, guestAddress }: Sender, bytes: number): boolean {
    return this.#ofPerson.take(userId, bytes) && (guestAddress === null || this.#ofGuests.take(guestAddress, bytes))
  }
}
