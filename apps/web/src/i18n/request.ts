import { getRequestConfig } from 'next-intl/server'

/** One locale for now; a second one adds its file to messages/ and its choice here. */
export default getRequestConfig(async () => ({
  locale: 'en',
  timeZone: 'UTC',
  messages: (await import('../../messages/en.json')).default,
}))
