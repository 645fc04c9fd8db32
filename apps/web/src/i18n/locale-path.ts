import { defaultLocale, locales, type Locale } from './routing'

const prefixed = new RegExp(`^/(?:${locales.join('|')})(?=/|$|\\?|#)`)

/** A path of the app in a language: `/uk/arena`; English stands without a prefix. */
export function toLocalePath(path: string, locale: Locale): string {
  if (locale === defaultLocale || !path.startsWith('/')) return path
  return path === '/' ? `/${locale}` : `/${locale}${path}`
}

/** The same path as the app writes it, without a language. */
export function withoutLocale(path: string): string {
  const rest = path.replace(prefixed, '')
  return rest.startsWith('/') ? rest : `/${rest}`
}
