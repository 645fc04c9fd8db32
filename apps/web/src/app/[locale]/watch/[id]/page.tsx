import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { WatchPage } from '../../../../areas/arena/watch/watch-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('watch'))('title') }
}

export default async function WatchRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <WatchPage key={id} battleId={id} />
}
