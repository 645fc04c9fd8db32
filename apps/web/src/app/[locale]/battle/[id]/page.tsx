import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { BattlePage } from '../../../../areas/arena/play/battle-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('battle'))('title') }
}

export default async function BattleRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <BattlePage key={id} battleId={id} />
}
