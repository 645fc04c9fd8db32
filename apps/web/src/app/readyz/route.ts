export const dynamic = 'force-dynamic'

/** Pages need nothing but this process: whether the api answers, the browser finds out by itself and says so. */
export function GET(): Response {
  return new Response('ready\n', { headers: { 'cache-control': 'no-store' } })
}
