import { SandboxError } from './sandbox'

const headBytes = 8
const maxChunkBytes = 1024 * 1024

/**
 * Splits the stream of an attached container without a terminal: `u8 which, 3 zero bytes, u32 length (big endian)`,
 * then the bytes; 1 is stdout, 2 stderr.
 */
export class DockerStreamSplitter {
  #pending: Buffer = Buffer.alloc(0)
  #onStdout: (bytes: Buffer) => void
  #onStderr: (bytes: Buffer) => void

  constructor(onStdout: (bytes: Buffer) => void, onStderr: (bytes: Buffer) => void) {
    this.#onStdout = onStdout
    this.#onStderr = onStderr
  }

  push(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    while (this.#pending.length >= headBytes) {
      const which = this.#pending.readUInt8(0)
      const length = this.#pending.readUInt32BE(4)
      if ((which !== 1 && which !== 2) || length > maxChunkBytes) throw new SandboxError('engine: not an attached stream')
      if (this.#pending.length < headBytes + length) return
      const bytes = this.#pending.subarray(headBytes, headBytes + length)
      this.#pending = this.#pending.subarray(headBytes + length)
      if (which === 1) this.#onStdout(bytes)
      else this.#onStderr(bytes)
    }
  }
}
