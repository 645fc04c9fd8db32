import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NewRoomPage } from '../../../../../../areas/arena/room/new-room-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('room'))('title') }
}

export default function NewRoomRoute() {
  return <NewRoomPage />
}
