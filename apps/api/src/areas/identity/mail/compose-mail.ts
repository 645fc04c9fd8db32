import type { StatementLang } from '@eduscale/contracts/problem'
import { linkKinds, type LinkKind, type MailKind } from './mail-kinds'
import { mailTexts } from './mail-texts'

interface Filled {
  kind: MailKind
  lang: StatementLang
  name: string
  publicUrl: string
  /** Of a mail with a link. */
  secret: string | null
}

/** As it is read: as plain text, and as a page that needs nothing from anywhere. */
export function composeMail({ kind, lang, name, publicUrl, secret }: Filled): { subject: string; text: string; html: string } {
  const texts = mailTexts[lang]
  const { subject, lines, button } = texts.kinds[kind]
  const link = secret === null ? null : linkTo(kind as LinkKind, lang, publicUrl, secret)
  const before = [texts.hello(name), ...lines]
  const after = [texts.sign(new URL(publicUrl).host)]
  const text = [...before, ...(link === null ? [] : [link]), ...after].join('\n\n')
  const paragraphs = [
    ...before.map((line) => `<p>${escapeHtml(line)}</p>`),
    ...(link === null ? [] : [`<p><a href="${escapeHtml(link)}" style="${buttonStyle}">${escapeHtml(button ?? '')}</a></p>`]),
    ...after.map((line) => `<p style="color:#555">${escapeHtml(line)}</p>`),
  ]
  const html = `<!doctype html><html lang="${lang}"><body style="${bodyStyle}">${paragraphs.join('\n')}</body></html>`
  return { subject, text: `${text}\n`, html }
}

/** Behind the #: a browser tells it to no server, and no page that one goes to from there. */
function linkTo(kind: LinkKind, lang: StatementLang, publicUrl: string, secret: string): string {
  const prefix = lang === 'en' ? '' : `/${lang}`
  return `${publicUrl.replace(/\/+$/, '')}${prefix}${linkKinds[kind].path}#${secret}`
}

const bodyStyle = 'font:16px/1.5 sans-serif;max-width:36em;margin:1em auto;padding:0 1em'
const buttonStyle =
  'display:inline-block;padding:.6em 1.2em;border-radius:.4em;background:#1d4ed8;color:#fff;font-weight:bold;text-decoration:none'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}
