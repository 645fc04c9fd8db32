import type { LanguageId } from '@eduscale/contracts/language'
import type { Signature } from '@eduscale/contracts/signature'
import { declaration, driverFiles } from '@eduscale/signature/targets/driver-files'

interface Asked {
  signature: Signature
  language: LanguageId
}

/** How a compiler's words fall into parts, each about one place. */
interface Grammar {
  /** A line that a part begins with; its group is the file. */
  begins: RegExp
  /** A part that belongs to what follows it: "In function 'main':". */
  leads?: RegExp
  /** A part that belongs to what stands before it, wherever its place is. */
  follows?: RegExp
  /** Counts of errors, and what else is about all of them. */
  footer?: RegExp
}

const gnu: Grammar = {
  begins: /^(?:In file included from )?([^\s:]+):(?:\d+(?::\d+)?[:,]| (?=In ))/,
  leads: /^In file included from |^[^\s:]+: (?:In |At global scope)|: In instantiation of |: {3}required from /,
  follows: /^[^\s:]+:\d+(?::\d+)?: note: /,
  footer: /^(?:compilation terminated|cc1(?:plus)?: )/,
}
const grammars: Partial<Record<LanguageId, Grammar>> = {
  c: gnu,
  cpp: gnu,
  cpp17: gnu,
  java: { begins: /^([\w.-]+\.java):\d+: /, footer: /^\d+ (?:errors?|warnings?)$/ },
  csharp: { begins: /^([\w.-]+\.cs)\(\d+,\d+\): /, footer: /\(Location of the symbol|^Compilation failed: / },
  // Below an error its other places stand indented: those of the driver are parts of their own.
  go: { begins: /^(?:\t(?=main\.go:))?([\w.-]+\.go):\d+:\d+: /, footer: /^too many errors$/ },
  ocaml: { begins: /^File "([^"]+)", lines? \d/ },
}
const rustFooter = /^(?:error: aborting due to|For more information about|Some errors have detailed explanations)/

interface Split {
  own: string
  /** What the compiler said of the driver; empty: nothing. */
  ofDriver: string
}

/**
 * What a compiler said of a contestant's function, without what it said of the driver around it. Where the driver doesn't fit the
 * function, the function doesn't fit the task: first comes a sentence that says so.
 */
export function saidOfFunction(said: string, { ok, ...asked }: Asked & { ok: boolean }): string {
  const driver = driverFiles(asked.signature, asked.language)
  if (!driver) return said
  const text = said.trimEnd().replaceAll(/(?<![\w/.])\/box\//g, '')
  const { own, ofDriver } = split(text, { ...asked, entry: driver.entry, solution: driver.solution })
  if (/: error: duplicate class: Main$/m.test(own))
    return `Leave class \`Main\` out: the task asks for class \`Solution\` alone, and calls its method.\n\n${own.replace(/\n\d+ errors?$/, '')}`
  return ok || ofDriver === '' ? own : [reason(ofDriver, asked), own].filter((part) => part !== '').join('\n\n')
}

function reason(ofDriver: string, { signature, language }: Asked): string {
  if (namesMain(ofDriver))
    return `Leave \`${language === 'csharp' ? 'Main' : 'main'}\` out: the task asks for the function alone, and calls it.`
  if (/error: (?:expected|unterminated|a function-definition is not allowed)/.test(ofDriver))
    return 'Your code ends too early: a bracket or a quote isn’t closed, or a semicolon is missing.'
  const where = language === 'java' || language === 'csharp' ? ' in class `Solution`' : ''
  return `The function that the task asks for is missing${where}, or its parameters or its result are not those of the task:
    ${declaration(signature, language) ?? signature.name}`
}

/** A second one, that is. The rest of a line is looked through once, however often the line seems to say it. */
function namesMain(text: string): boolean {
  const saysOf = (line: string): boolean => /\bmain\b/.test(/(?:redefinition|other declaration) of (.*)/.exec(line)?.[1] ?? '')
  return text.includes('more than one entry point') || text.split('\n').some(saysOf)
}

interface Place extends Asked {
  entry: string
  solution: string
}

function split(text: string, place: Place): Split {
  if (/^collect2: error: ld returned/m.test(text)) return splitLinker(text, place.signature)
  if (place.language === 'rust') return splitRust(text, place.entry)
  const grammar = grammars[place.language]
  return grammar
    ? splitParts(partsOf(withoutInclude(text, place.entry), grammar), { grammar, place })
    : { own: text, ofDriver: '' }
}

/** A contestant's file is included by the driver, which is nobody's business. */
function withoutInclude(text: string, entry: string): string {
  const name = entry.replaceAll('.', String.raw`\.`)
  return text
    .replaceAll(new RegExp(`^In file included from ${name}:\\d+:\\n`, 'gm'), '')
    .replaceAll(new RegExp(`,\\n +from ${name}:\\d+([:,])$`, 'gm'), '$1')
}

interface Part {
  file: string
  text: string
}

function partsOf(text: string, { begins, footer }: Grammar): Part[] {
  const parts: Part[] = []
  for (const line of text.split('\n')) {
    const file = footer?.test(line) ? '' : begins.exec(line)?.[1]
    const last = parts.at(-1)
    if (file === undefined && last) last.text += `\n${line}`
    else parts.push({ file: file ?? '', text: line })
  }
  return parts
}

function splitParts(parts: readonly Part[], { grammar, place }: { grammar: Grammar; place: Place }): Split {
  const own: string[] = []
  const ofDriver: string[] = []
  let leading: string[] = []
  let isDriversError = false
  for (const { file, text } of parts.filter((part) => part.text.trim() !== '')) {
    const isOfDriver = file === place.entry
    if (grammar.leads?.test(text)) {
      if (!isOfDriver) leading.push(text)
      continue
    }
    if (!grammar.follows?.test(text)) isDriversError = isOfDriver
    // Where the contestant's function stands that the driver couldn't call is worth knowing.
    const isOwn = file === place.solution || !(isOfDriver || isDriversError)
    if (isOwn) own.push(...leading, text)
    else ofDriver.push(text)
    leading = []
  }
  // A count of errors would count those of the driver too.
  const shown = ofDriver.length > 0 ? own.filter((text) => !grammar.footer?.test(text)) : own
  return { own: shown.join('\n'), ofDriver: ofDriver.join('\n') }
}

/** Errors stand apart by empty lines, and say in their second line where they are. */
function splitRust(text: string, entry: string): Split {
  const parts = text.split(/\n\n+/)
  const isDrivers = (part: string): boolean => part.split('\n', 2)[1]?.trimStart().startsWith(`--> ${entry}:`) ?? false
  const ofDriver = parts.filter(isDrivers)
  const own = parts.filter((part) => !isDrivers(part) && part.trim() !== '' && !rustFooter.test(part))
  return ofDriver.length > 0 ? { own: own.join('\n\n'), ofDriver: ofDriver.join('\n\n') } : { own: text, ofDriver: '' }
}

/** C takes a function that isn't there for one of another file; only the linker misses it. Its words name our files alone. */
function splitLinker(text: string, signature: Signature): Split {
  // Line by line and once in each: searched for in the whole text, a line of nothing but beginnings would take squares of its length.
  const missing = text.split('\n').flatMap((line) => {
    const [words, name = ''] = (/['’]$/.test(line) && /undefined reference to [`‘'](.+)['’]$/.exec(line)) || []
    return words === undefined ? [] : [{ words, name }]
  })
  if (missing.length === 0) return { own: text, ofDriver: '' }
  const isAsked = (name: string): boolean => spelled(name) === spelled(signature.name)
  const own = new Set(missing.filter(({ name }) => !isAsked(name)).map(({ words }) => words))
  const ofDriver = missing.filter(({ name }) => isAsked(name)).map(({ words }) => words)
  return { own: [...own].join('\n'), ofDriver: ofDriver.join('\n') }
}

const spelled = (name: string): string => name.toLowerCase().replaceAll('_', '')
