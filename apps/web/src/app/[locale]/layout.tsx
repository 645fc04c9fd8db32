import type { Metadata, Viewport } from 'next'
import { hasLocale, NextIntlClientProvider } from 'next-intl'
import { getTranslations, setRequestLocale } from 'next-intl/server'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { getApiUrls } from '../../config'
import { locales } from '../../i18n/routing'
import { AppShell } from '../compose/app-shell'
import { ServicesProvider } from '../compose/services-provider'
import '../../ui/tokens.css'
import '../../ui/base.css'
import { themeScript } from '../theme-script'
import { translatorScript } from '../tolerate-translators'

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

interface RootLayoutProps {
  children: ReactNode
  params: Promise<{ locale: string }>
}

export default async function RootLayout({ children, params }: RootLayoutProps) {
  const { locale } = await params
  if (!hasLocale(locales, locale)) notFound()
  setRequestLocale(locale)
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
