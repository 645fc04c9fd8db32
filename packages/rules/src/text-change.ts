import { maxSourceBytes } from '@eduscale/contracts/source-limits'

/** One change of a document as CodeMirror's `ChangeSet.toJSON()` writes it: kept lengths, and `[deleted, ...inserted lines]`. */
export type TextChange = (number | (number | string)[])[]

/** A change, or the whole text where the document was replaced. */
export type EditOp = TextChange | { text: string }

/** The smallest single replacement that leads from one text to the other; null when they are the same. */
export function diffText(before: string, after: string): TextChange | null {
  if (before === after) return null
  const shorter = Math.min(before.length, after.length)
  let prefix = 0
  while (prefix < shorter && before[prefix] === after[prefix]) prefix += 1
  let suffix = 0
  while (suffix < shorter - prefix && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix += 1
  // Half of a pair is no character, and can't be kept.
  if (prefix > 0 && /[\uD800-\uDBFF]/.test(before.charAt(prefix - 1))) prefix -= 1
  if (suffix > 0 && /[\uDC00-\uDFFF]/.test(before.charAt(before.length - suffix))) suffix -= 1
  const inserted = after.slice(prefix, after.length - suffix)
  const deleted = before.length - prefix - suffix
  const section: (number | string)[] = inserted === '' ? [deleted] : [deleted, ...inserted.split('\n')]
  return [...(prefix > 0 ? [prefix] : []), section, ...(suffix > 0 ? [suffix] : [])]
}

/** No text that is edited gets longer, whatever its changes say: what they would add beyond is left out. In UTF-16 units. */
const maxTextLength = 2 * maxSourceBytes

/**
 * The text after an operation. A change that doesn't fit (a lost batch before it) is applied as far as it goes, and a stretch never goes
 * back: a text is at most what it was and what was put in.
 */
export function applyOp(text: string, op: EditOp): string {
  if (!Array.isArray(op)) return op.text.slice(0, maxTextLength)
  let result = ''
  let position = 0
  for (const section of op) {
    if (typeof section === 'number') {
      const kept = Math.max(0, section)
      result += text.slice(position, position + kept)
      position += kept
      continue
    }
    const [deleted, ...lines] = section
    result += lines.join('\n')
    position += typeof deleted === 'number' ? Math.max(0, deleted) : 0
  }
  return (result + text.slice(position)).slice(0, maxTextLength)
}

/** Where an operation ended: the caret of whoever typed it. */
export function caretAfter(op: EditOp): number {
  if (!Array.isArray(op)) return op.text.length
  let position = 0
  let caret = 0
  for (const section of op) {
    if (typeof section === 'number') {
      position += section
      continue
    }
    position += section.slice(1).join('\n').length
    caret = position
  }
  return caret
}
