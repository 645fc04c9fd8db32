import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OpenIdReturnPage } from '../../../../../../areas/identity/openid/return-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('signInTitle'), robots: { index: false } }
}

export default async function OpenIdReturnRoute({ params }: { params: Promise<{ provider: string }> }) {
  return <OpenIdReturnPage provider={(await params).provider} />
}
