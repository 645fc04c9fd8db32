/// <reference types="next" />
/// <reference types="next/image-types/global" />
import type messages from '../messages/en.json'

declare module 'next-intl' {
  interface AppConfig {
    Locale: 'en'
    Messages: typeof messages
  }
}

declare module 'react' {
  /** Custom properties may be set in style attributes. */
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined
  }
}
