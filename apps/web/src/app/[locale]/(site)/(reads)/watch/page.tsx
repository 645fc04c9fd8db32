import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { WatchList } from '../../../../../areas/arena/watch/watch-list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('watch'))('title') }
}

export default function WatchListRoute() {
  return <WatchList />
}
