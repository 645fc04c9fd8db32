const stageBytes = 16 * 1024

/**
 * Collects a program's output. A program that writes a byte at a time makes a frame of each, and a million tiny buffers
 * would take the runner a hundred times their size: small pieces are copied together.
 */
export class ByteCollector {
  #whole: Buffer[] = []
  #stage: Buffer | null = null
  #staged = 0

  push(bytes: Buffer): void {
    if (bytes.length > stageBytes / 4) {
      this.#flush()
      this.#whole.push(bytes)
      return
    }
    if (this.#staged + bytes.length > stageBytes) this.#flush()
    this.#stage ??= Buffer.allocUnsafe(stageBytes)
    bytes.copy(this.#stage, this.#staged)
    this.#staged += bytes.length
  }

  take(): Buffer {
    this.#flush()
    return Buffer.concat(this.#whole.splice(0))
  }

  #flush(): void {
    if (this.#stage && this.#staged > 0) this.#whole.push(this.#stage.subarray(0, this.#staged))
    this.#stage = null
    this.#staged = 0
  }
}
