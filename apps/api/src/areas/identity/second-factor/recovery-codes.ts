import { randomInt } from 'node:crypto'

const count = 10
/** None that looks like another one. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten, each of 49 bits: "kx3mq-7wn2p". */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => `${part()}-${part()}`)
}

function part(): string {
  return Array.from({ length: 5 }, () => letters[randomInt(letters.length)] ?? '').join('')
}

/** As it is kept, however it was typed. */
export function normaliseCode(typed: string): string {
  return typed.normalize('NFKC').toLowerCase().replaceAll(/[\s-]/gu, '')
}
