import { ByteCollector } from './byte-collector'

const gap = Buffer.from('\n[...]\n')

/**
 * Keeps the beginning and the end of what comes, `maxBytes` at most: what a program says first may help, and how it ended is said last.
 * What is left out between them is told by a line `[...]`, and the end begins with a line of its own where one is near.
 */
export class EndsCollector {
  readonly #maxHead: number
  readonly #maxTail: number
  #head = new ByteCollector()
  #headBytes = 0
  /** Twice as large as what is kept of it: the newest bytes are moved to its start when it is full, and not with every piece. */
  #tail: Buffer | null = null
  #tailBytes = 0
  #isCut = false

  constructor(maxBytes: number) {
    this.#maxTail = Math.floor(maxBytes / 4)
    this.#maxHead = maxBytes - this.#maxTail
  }

  push(bytes: Buffer): void {
    const first = bytes.subarray(0, this.#maxHead - this.#headBytes)
    if (first.length > 0) this.#head.push(first)
    this.#headBytes += first.length
    this.#pushTail(bytes.subarray(first.length))
  }

  take(): Buffer {
    const tail = this.#tail?.subarray(0, this.#tailBytes) ?? Buffer.alloc(0)
    const parts = this.#isCut || tail.length > this.#maxTail ? [gap, lastLines(tail, this.#maxTail - gap.length)] : [tail]
    return Buffer.concat([this.#head.take(), ...parts])
  }

  #pushTail(bytes: Buffer): void {
    if (bytes.length === 0) return
    const newest = bytes.subarray(-this.#maxTail)
    this.#tail ??= Buffer.allocUnsafe(2 * this.#maxTail)
    if (this.#tailBytes + newest.length > this.#tail.length) {
      this.#tail.copyWithin(0, this.#tailBytes - this.#maxTail, this.#tailBytes)
      this.#tailBytes = this.#maxTail
      this.#isCut = true
    }
    this.#isCut ||= newest.length < bytes.length
    newest.copy(this.#tail, this.#tailBytes)
    this.#tailBytes += newest.length
  }
}

function lastLines(bytes: Buffer, maxBytes: number): Buffer {
  const last = bytes.subarray(-maxBytes)
  const line = last.indexOf('\n') + 1
  // What a runtime says may stand behind an endless line of the program's: that isn't left out for a good look.
  return line < last.length / 2 ? last.subarray(line) : last
}
