import type { Metadata, Viewport } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { getApiUrls } from '../config'
import { AppShell } from '../features/shell/app-shell'
import { ServicesProvider } from '../services/services-provider'
import '../ui/tokens.css'
import '../ui/base.css'
import { themeScript } from './theme-script'
import { translatorScript } from './tolerate-translators'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('site')
  return { title: { default: `${t('name')} · ${t('tagline')}`, template: `%s · ${t('name')}` }, description: t('description') }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#eff2f2' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1316' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale()
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang={locale} data-theme="light" suppressHydrationWarning>
      <head>
        <script
          nonce={nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: `${themeScript};${translatorScript}` }}
        />
      </head>
      <body>
        <NextIntlClientProvider>
          <ServicesProvider apiUrls={getApiUrls()}>
            <AppShell>{children}</AppShell>
          </ServicesProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
