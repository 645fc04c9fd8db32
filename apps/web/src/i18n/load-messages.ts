import type { Messages } from 'next-intl'
import type { Locale } from './routing'

/** Where the words of each area of the app are. */
export const messageAreas = ['site', 'identity', 'judge', 'arena', 'admin'] as const

export async function loadMessages(locale: Locale): Promise<Messages> {
  const parts = await Promise.all(
    messageAreas.map(async (area) => {
      const { default: part } = (await import(`../../messages/${locale}/${area}.json`)) as { default: Partial<Messages> }
      return part
    }),
  )
  return Object.assign({}, ...parts) as Messages
}
