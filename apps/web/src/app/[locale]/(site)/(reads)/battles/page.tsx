import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { BattleHistory } from '../../../../../areas/arena/history/battle-history'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('history'))('title') }
}

export default function BattlesPage() {
  return <BattleHistory />
}
