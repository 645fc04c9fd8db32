import { randomInt } from 'node:crypto'

const qualities = [
  'Brisk',
  'Calm',
  'Clever',
  'Curious',
  'Deft',
  'Eager',
  'Keen',
  'Lucid',
  'Nimble',
  'Patient',
  'Quick',
  'Quiet',
  'Steady',
  'Swift',
  'Wry',
]
const animals = [
  'Badger',
  'Bee',
  'Crane',
  'Finch',
  'Fox',
  'Gecko',
  'Heron',
  'Lynx',
  'Marten',
  'Newt',
  'Otter',
  'Owl',
  'Raven',
  'Stoat',
  'Wren',
]

/** A name for somebody who gave none: "Nimble Otter 4821". */
export function guestName(): string {
  return `${pick(qualities)} ${pick(animals)} ${randomInt(1_000, 10_000)}`
}

function pick(words: readonly string[]): string {
  return words[randomInt(words.length)] ?? ''
}
