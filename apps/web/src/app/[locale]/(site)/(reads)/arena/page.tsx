import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Arena } from '../../../../../areas/arena/home/arena'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('arena'))('title') }
}

export default function ArenaPage() {
  return <Arena />
}
