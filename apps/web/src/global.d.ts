/// <reference types="next" />
/// <reference types="next/image-types/global" />
import type admin from '../messages/en/admin.json'
import type arena from '../messages/en/arena.json'
import type identity from '../messages/en/identity.json'
import type judge from '../messages/en/judge.json'
import type site from '../messages/en/site.json'
import type { Locale } from './i18n/routing'

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: typeof admin & typeof arena & typeof identity & typeof judge & typeof site
  }
}

declare module 'react' {
  /** Custom properties may be set in style attributes. */
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined
  }
}
