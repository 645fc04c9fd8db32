import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ApiDocs } from '../../../../../shell/api-docs/api-docs'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('apiDocs'))('title') }
}

export default function ApiDocsRoute() {
  return <ApiDocs />
}
