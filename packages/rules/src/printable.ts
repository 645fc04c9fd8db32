// All but tabs and line ends: control characters, marks that turn the direction of writing, and what has no width (but joiners: words and
// emoji need them).
const unseen =
  // oxlint-disable-next-line eslint/no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\r(?!\n)/g

/**
 * Text that others or programs wrote, as it can be seen: what has no shape gets one (␛, ⟨U+202E⟩). An escape sequence would look like
 * a part of it, and a mark for right-to-left would turn round what comes after.
 */
export function printable(text: string): string {
  return text.replace(unseen, (found) => {
    const code = found.codePointAt(0) ?? 0
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    if (code === 0x7f) return '␡'
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
  })
}
