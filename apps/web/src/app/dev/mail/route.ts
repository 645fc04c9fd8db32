import type { NextRequest } from 'next/server'
import { resolveApiUrls } from '../../../app-services/api/api-urls'
import { getApiUrls } from '../../../config'

export const dynamic = 'force-dynamic'

/** Where somebody tries the platform on their own machine, an api node shows the mails; anywhere else it says that there is nothing. */
export function GET({ headers }: NextRequest): Response {
  const { hostname } = new URL(`http://${headers.get('host') ?? 'localhost'}`)
  const [api] = resolveApiUrls(getApiUrls(), { protocol: 'http:', hostname })
  return new Response(null, { status: 307, headers: { location: `${api}/dev/mail`, 'cache-control': 'no-store' } })
}
