import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ResetPage } from '../../../../areas/identity/reset/reset-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reset'))('askTitle') }
}

export default function ResetRoute() {
  return <ResetPage />
}
