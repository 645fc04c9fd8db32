import { notFound } from 'next/navigation'
import { isDevelopment } from '../../../config'
import { Gallery } from './gallery'

/** Every piece of the kit in each of its states, for those who write pages: `npm run dev -w apps/web`, then `/kit`. */
export default function KitRoute() {
  if (!isDevelopment()) notFound()
  return (
    <main id="content" tabIndex={-1}>
      <Gallery />
    </main>
  )
}
