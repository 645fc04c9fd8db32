import { hasLocale } from 'next-intl'
import { getRequestConfig } from 'next-intl/server'
import { loadMessages } from './load-messages'
import { defaultLocale, locales } from './routing'

export default getRequestConfig(async ({ requestLocale }) => {
  const asked = await requestLocale
  const locale = hasLocale(locales, asked) ? asked : defaultLocale
  return { locale, timeZone: 'UTC', messages: await loadMessages(locale) }
})
