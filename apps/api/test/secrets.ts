import { addresses } from '@eduscale/contracts/routes/addresses'
import { grantRole } from '@eduscale/testing/grant-role'
import type { TestPlatform } from '@eduscale/testing/test-platform'
import { createMember } from './people-world'

/** What only its owner may have, by its name in what is asked. */
const asked = /"(?:token|ticket|code|state|password|next)":"([^"]{10,})"/g
/** There `code` says what is wrong. */
const answered = /"(?:token|ticket)":"([^"]{10,})"/g
/** Of an address: what is sent to providers and comes back from there. */
const inAddress = /[?&](?:code|state)=([^&#"]{10,})/g

export interface Secrets {
  readonly all: ReadonlySet<string>
  /** Listens no longer. */
  stop: () => void
}

/** From now on remembers each key, token, ticket, code and password that this test sends or gets, whoever asks for it. */
export function hearSecrets(): Secrets {
  const all = new Set<string>()
  const { fetch } = globalThis
  const hear = (text: string, what: RegExp) => {
    for (const [, secret = ''] of text.matchAll(what)) all.add(decodeURIComponent(secret))
  }
  globalThis.fetch = async (input, init) => {
    if (typeof init?.body === 'string') hear(init.body, asked)
    const response = await fetch(input, init)
    for (const set of response.headers.getSetCookie()) hear(set, /^[^=;]+=([^;]{10,})/g)
    hear(response.headers.get('location') ?? '', inAddress)
    const text = await response.clone().text()
    for (const what of [answered, inAddress]) hear(text, what)
    return response
  }
  return {
    all,
    stop: () => {
      globalThis.fetch = fetch
    },
  }
}

/** For there to be something to look at: what is carried out once for an attempt is kept with its answer. */
export async function makeTraces(platform: TestPlatform): Promise<void> {
  const admin = await createMember(platform)
  await grantRole(platform.db, admin.user.id, 'admin')
  await admin.renew()
  await admin.api.call(addresses.grantRole, { params: { id: admin.user.id }, body: { role: 'author', days: 7 } })
}

/** Where one of them stands: a table of the platform's database, or what a node has written. `shown_mail` is there to have them. */
export async function findKept(platform: TestPlatform, { all }: Secrets): Promise<string[]> {
  const tables = await platform.db.query<{ schema: string; name: string }>(
    `SELECT schemaname AS schema, tablename AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'shown_mail'`,
  )
  const places = new Map(platform.nodes.map((node, index) => [`output of node ${index}`, node.output()]))
  for (const { schema, name } of tables) {
    const rows = await platform.db.query<{ text: string }>(`SELECT t::text AS text FROM "${schema}"."${name}" t`)
    places.set(name, rows.map(({ text }) => text).join('\n'))
  }
  const empty = ['fact', 'audit_entry', 'http_attempt', 'output of node 0', 'output of node 1'].filter(
    (place) => !places.get(place),
  )
  if (empty.length > 0 || all.size < 50) throw new Error(`${all.size} secrets, and nothing in: ${empty.join(', ')}`)
  // Bytes are written by their numbers.
  const forms = [...all].flatMap((secret) => [secret, Buffer.from(secret).toString('hex')])
  return [...places].filter(([, text]) => forms.some((form) => text.includes(form))).map(([place]) => place)
}

/** Puts one into the audit, where nothing is ever deleted. */
export async function plantOne(platform: TestPlatform, { all }: Secrets): Promise<void> {
  const [first] = all
  await platform.db.query("INSERT INTO audit_entry (action, subject, data) VALUES ('data-exported', 'nobody', $1)", [{ first }])
}
