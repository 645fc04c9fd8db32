import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'

export type Tree = { [key: string]: string | Tree }

/** Words that are the same in every language: names, and signs. */
const sameEverywhere = /^(?:EduScale|Lichess|Python|stdin|stdout|stderr|ICPC|OK|Enter|Esc|Alt\+Q|Markdown|[A-Z]{2,4}|[^\p{L}]*)$/u

/** Messages that happen to be the same in a language as in English. */
const sameHere: Readonly<Record<string, readonly string[]>> = {
  pl: [
    'arena.title',
    'battleQuery.failed',
    'group.bytes',
    'identity.bot',
    'people.kinds.bot',
    'role.admin',
    'role.moderator',
    'site.arena',
    'workspace.limits',
    'workspace.mb',
    'workspace.ms',
  ],
}

/** All messages of a tree, by their whole keys. */
export function flatten(tree: Tree, before = ''): Map<string, string> {
  const messages = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') messages.set(before + key, value)
    else for (const [path, text] of flatten(value, `${before}${key}.`)) messages.set(path, text)
  }
  return messages
}

/**
 * What is wrong with a language beside English: a message that doesn't compile shows its key in production and throws nothing, so this is
 * the only guard. Each fault is a sentence that begins with the message's key.
 */
export function findFaults(locale: string, english: Tree, translated: Tree): string[] {
  const [source, target] = [flatten(english), flatten(translated)]
  const faults = [...target.keys()].filter((key) => !source.has(key)).map((key) => `${key}: no such message in English`)
  for (const [key, text] of source) {
    const own = target.get(key)
    if (own === undefined) faults.push(`${key}: missing`)
    else {
      const faultsOf = findFaultsOf(locale, text, own)
      if (isLeftInEnglish(locale, key, text, own)) faultsOf.push('is left in English')
      faults.push(...faultsOf.map((fault) => `${key}: ${fault}`))
    }
  }
  return faults
}

function findFaultsOf(locale: string, english: string, own: string): string[] {
  const elements = tryToParse(own)
  if (elements === null) return [`can't be parsed: ${own}`]
  if (own.trim() === '') return ['is empty']
  const faults = findPluralFaults(locale, elements)
  const [wanted, has] = [listParts(parse(english)), listParts(elements)]
  for (const part of wanted) if (!has.has(part)) faults.push(`lacks ${part}`)
  for (const part of has) if (!wanted.has(part)) faults.push(`has ${part}, which English has not`)
  return faults
}

function isLeftInEnglish(locale: string, key: string, english: string, own: string): boolean {
  if (locale === 'en' || sameHere[locale]?.includes(key) === true) return false
  const [words, englishWords] = [listWords(tryToParse(own) ?? []), new Set(listWords(parse(english)))]
  return words.some((text) => !sameEverywhere.test(text)) && words.every((text) => englishWords.has(text))
}

/** What stands between arguments and tags, in each form of a plural or choice. */
function listWords(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) =>
    element.type === TYPE.literal
      ? [element.value.trim()].filter((text) => text !== '')
      : innerOf(element).flatMap((inner) => listWords(inner)),
  )
}

function tryToParse(text: string): MessageFormatElement[] | null {
  try {
    return parse(text)
  } catch {
    return null
  }
}

/** Arguments with their kinds and choices, and tags, wherever in the message they are. Not every language has ordinals. */
function listParts(elements: readonly MessageFormatElement[]): Set<string> {
  const parts = new Set<string>()
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue
    parts.add(element.type === TYPE.tag ? `<${element.value}>` : `{${element.value}${tellKind(element)}}`)
    for (const inner of innerOf(element)) for (const part of listParts(inner)) parts.add(part)
  }
  return parts
}

function tellKind(element: MessageFormatElement): string {
  if (element.type === TYPE.plural) return element.pluralType === 'ordinal' ? '' : ', plural'
  if (element.type === TYPE.select) return `, select ${Object.keys(element.options).toSorted().join(' ')}`
  if (element.type === TYPE.number) return ', number'
  if (element.type === TYPE.date) return ', date'
  return element.type === TYPE.time ? ', time' : ''
}

/** The plural forms of a language and no others: `21` is `one` in Ukrainian and Russian, and `many` in Polish. */
function findPluralFaults(locale: string, elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    const inner = innerOf(element).flatMap((one) => findPluralFaults(locale, one))
    if (element.type !== TYPE.plural) return inner
    const wanted = new Set<string>(
      new Intl.PluralRules(locale, { type: element.pluralType ?? 'cardinal' }).resolvedOptions().pluralCategories,
    )
    const has = Object.keys(element.options).filter((form) => !form.startsWith('='))
    return [
      ...inner,
      ...[...wanted].filter((form) => !has.includes(form)).map((form) => `{${element.value}} lacks the form ${form}`),
      ...has
        .filter((form) => !wanted.has(form))
        .map((form) => `{${element.value}} has the form ${form}, which ${locale} has not`),
    ]
  })
}

function innerOf(element: MessageFormatElement): MessageFormatElement[][] {
  if (element.type === TYPE.tag) return [element.children]
  if (element.type === TYPE.plural || element.type === TYPE.select)
    return Object.values(element.options).map(({ value }) => value)
  return []
}
