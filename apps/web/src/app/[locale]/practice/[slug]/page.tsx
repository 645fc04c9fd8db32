import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { QueriesProvider } from '../../../../app-services/resources/queries-provider'
import { PracticePage } from '../../../../areas/judge/practice/practice-page'
import { SiteHeader } from '../../../../shell/site-header'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('practice'))('title') }
}

export default async function PracticeRoute({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  return (
    <QueriesProvider>
      <PracticePage key={slug} slug={slug} header={<SiteHeader />} />
    </QueriesProvider>
  )
}
