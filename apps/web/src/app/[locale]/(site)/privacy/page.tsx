import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PrivacyPage } from '../../../../shell/privacy/privacy-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('privacy'))('title') }
}

export default function PrivacyRoute() {
  return <PrivacyPage />
}
