export const locales = ['en', 'uk', 'ru', 'pl'] as const
export type Locale = (typeof locales)[number]

/** Stands in paths without a prefix; the others have theirs: `/uk/arena`. */
export const defaultLocale = 'en'

/** Keeps a person's choice, which goes before their browser's. */
export const localeCookie = { name: 'eduscale_locale', maxAge: 31_536_000, sameSite: 'lax' } as const

/** Each in its own words. */
export const localeNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  uk: 'Українська',
  ru: 'Русский',
  pl: 'Polski',
}
