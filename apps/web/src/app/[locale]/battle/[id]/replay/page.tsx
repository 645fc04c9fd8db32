import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ReplayPage } from '../../../../../areas/arena/replay/replay-page'
import { SiteHeader } from '../../../../../shell/site-header'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('replay'))('title') }
}

export default async function ReplayRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <ReplayPage key={id} battleId={id} header={<SiteHeader />} />
}
