'use client'

import NextLink from 'next/link'
import { usePathname as useWholePathname, useRouter as useNextRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import { useMemo, type ComponentProps } from 'react'
import { toLocalePath, withoutLocale } from './locale-path'
import { localeCookie, type Locale } from './routing'

/*
 * Paths as the app writes them, without a language: the reader's is put before them, and taken away again. next-intl has the same in
 * `createNavigation`, and 3 kB more than the battle page may load (docs/decisions/0034-languages.md).
 */

export function Link({ href, ...rest }: Omit<ComponentProps<typeof NextLink>, 'href'> & { href: string }) {
  return <NextLink {...rest} href={toLocalePath(href, useLocale())} />
}

export function usePathname(): string {
  return withoutLocale(useWholePathname())
}

export function useRouter(): { push: (path: string) => void; replace: (path: string) => void; prefetch: (path: string) => void } {
  const router = useNextRouter()
  const locale = useLocale()
  return useMemo(
    () => ({
      push: (path) => router.push(toLocalePath(path, locale)),
      replace: (path) => router.replace(toLocalePath(path, locale)),
      prefetch: (path) => router.prefetch(toLocalePath(path, locale)),
    }),
    [router, locale],
  )
}

/** The same page in another language: where it is, and going there, which is remembered in this browser. */
export function useLocaleChange(): { pathIn: (locale: Locale) => string; change: (locale: Locale) => void } {
  const router = useNextRouter()
  const pathname = usePathname()
  const pathIn = (locale: Locale) => toLocalePath(`${pathname}${location.search}${location.hash}`, locale)
  const change = (locale: Locale) => {
    const { name, maxAge } = localeCookie
    document.cookie = `${name}=${locale}; path=/; max-age=${maxAge}; samesite=lax`
    router.replace(pathIn(locale))
  }
  return { pathIn, change }
}
