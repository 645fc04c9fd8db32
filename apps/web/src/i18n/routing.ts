/** Every language of the pages, in its own words. */
export const localeNames = { en: 'English', uk: 'Українська', ru: 'Русский', pl: 'Polski' } as const
export type Locale = keyof typeof localeNames
// The parse edge of a closed object: it has the keys that its type says.
export const locales = Object.keys(localeNames) as readonly Locale[]

/** Stands in paths without a prefix; the others have theirs: `/uk/arena`. */
export const defaultLocale = 'en'

/** Keeps a person's choice, which goes before their browser's. */
export const localeCookie = { name: 'eduscale_locale', maxAge: 31_536_000, sameSite: 'lax' } as const
