export interface Token {
  text: string
  /** Where it starts. */
  at: number
  /** The line it is in, from 1. */
  line: number
}

/** Walks the words of a text with one character for each byte, without splitting it whole: an output may be tens of megabytes. */
export class TokenReader {
  #text: string
  #at = 0
  #line = 1

  constructor(text: string) {
    this.#text = text
  }

  /** The white space before the next token, or before the end. */
  readSpace(): string {
    const start = this.#at
    while (this.#at < this.#text.length && isSpace(this.#text.charCodeAt(this.#at))) {
      if (this.#text.charCodeAt(this.#at) === 10) this.#line += 1
      this.#at += 1
    }
    return this.#text.slice(start, this.#at)
  }

  readToken(): Token | null {
    const at = this.#at
    while (this.#at < this.#text.length && !isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1
    return this.#at === at ? null : { text: this.#text.slice(at, this.#at), at, line: this.#line }
  }

  get line(): number {
    return this.#line
  }
}

/** C's isspace in the C locale. */
function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}
