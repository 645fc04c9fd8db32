import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'
import { fileURLToPath } from 'node:url'
import { defaultLocale, locales } from './src/i18n/routing'

const withNextIntl = createNextIntlPlugin({
  requestConfig: './src/i18n/request.ts',
  // Messages are compiled while building, so that no ICU parser travels to the browser.
  experimental: { messages: { path: './messages', format: 'json', locales: 'infer', precompile: true } },
})

const config: NextConfig = {
  turbopack: { root: fileURLToPath(new URL('../..', import.meta.url)) },
  transpilePackages: ['@eduscale/client', '@eduscale/contracts', '@eduscale/rules', '@eduscale/signature'],
  // Looks at Node's own internals; bundling gains nothing.
  serverExternalPackages: ['prom-client'],
  poweredByHeader: false,
  // No page uses Next's images: without this anybody could have the server scale pictures, and write them to a cache that isn't its own.
  images: { unoptimized: true },
  reactStrictMode: true,
  // Of what passes proxy.ts: the largest that anybody sends here are names and passwords.
  experimental: { proxyClientMaxBodySize: '128kb' },
  // Types are a gate of their own (`npm run check`); the build needn't check them twice.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // See src/proxy.ts: a path without a language is the English page's.
  rewrites: async () => ({
    beforeFiles: [
      { source: '/', destination: `/${defaultLocale}` },
      {
        source: `/:path((?!(?:${locales.join('|')})(?:/|$)|_next/|v1/session(?:/|$)|healthz$|readyz$|dev/mail$|icon\\.svg$).*)`,
        destination: `/${defaultLocale}/:path`,
      },
    ],
    afterFiles: [],
    fallback: [],
  }),
}

export default withNextIntl(config)
