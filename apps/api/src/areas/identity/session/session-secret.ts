import type { ApiConfig } from '../../../app/config'

/** Throws on a node that serves identity and has none: sessions that each node makes by a secret of its own would be nobody's elsewhere. */
export function requireSecrets({ SESSION_SECRET }: Pick<ApiConfig, 'SESSION_SECRET'>): readonly string[] {
  if (SESSION_SECRET) return SESSION_SECRET
  throw new Error(
    'SESSION_SECRET is missing: 32 random characters at least, the same on all nodes that serve identity. `openssl rand -hex 32` makes some.',
  )
}
