import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConfirmEmailPage } from '../../../../areas/identity/reset/confirm-email-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('confirmEmail'))('title') }
}

export default function ConfirmEmailRoute() {
  return <ConfirmEmailPage />
}
