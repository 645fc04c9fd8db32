import { Prisma } from '@eduscale/db'
import type { PersonData } from '../../../app/person-data'
import { rowsGo } from '../../../app/person-data.queries'

/** What identity has of a person, and who did what to whom. Secrets and their hashes leave the database for nobody. */
export const identityData: readonly PersonData[] = [
  {
    column: 'user.id',
    exported: {
      as: 'account',
      rows: (id) => Prisma.sql`
        SELECT id, name, kind, created_at, roles_changed_at, deletes_at, password_hash IS NOT NULL AS has_password
        FROM "user" WHERE id = ${id}::uuid`,
    },
    deleted: { stays: 'as a person without a name: others have played against them' },
  },
  {
    column: 'session.user_id',
    exported: {
      as: 'sessions',
      rows: (id) => Prisma.sql`
        SELECT id, device, network, created_at, last_used_at, ends_at, withdrawn_at, reason
        FROM session WHERE user_id = ${id}::uuid ORDER BY created_at DESC, id`,
    },
    // The rows stay until nobody can show a token of theirs.
    deleted: (id) => Prisma.sql`UPDATE session SET device = NULL, network = NULL WHERE user_id = ${id}::uuid`,
  },
  {
    column: 'bearer_token.user_id',
    exported: {
      as: 'tokens',
      rows: (id) => Prisma.sql`
        SELECT created_at, expires_at FROM bearer_token WHERE user_id = ${id}::uuid ORDER BY created_at DESC, token_hash`,
    },
    deleted: rowsGo('bearer_token'),
  },
  {
    column: 'session_proof.user_id',
    exported: {
      as: 'proofs',
      rows: (id) => Prisma.sql`
        SELECT proved_at FROM session_proof WHERE user_id = ${id}::uuid ORDER BY proved_at DESC, session`,
    },
    deleted: rowsGo('session_proof'),
  },
  {
    column: 'role_grant.user_id',
    exported: {
      as: 'roles',
      rows: (id) => Prisma.sql`
        SELECT role, granted_at, expires_at, revoked_at FROM role_grant WHERE user_id = ${id}::uuid ORDER BY granted_at DESC, id`,
    },
    deleted: (id) => Prisma.sql`
      UPDATE role_grant SET revoked_at = clock_timestamp() WHERE user_id = ${id}::uuid AND revoked_at IS NULL`,
  },
  {
    column: 'ban.user_id',
    exported: {
      as: 'bans',
      rows: (id) => Prisma.sql`
        SELECT reason, banned_at, expires_at, lifted_at FROM ban WHERE user_id = ${id}::uuid ORDER BY banned_at DESC, id`,
    },
    deleted: { stays: 'what was done with a role must be known' },
  },
  {
    column: 'mail.user_id',
    exported: {
      as: 'mails',
      rows: (id) => Prisma.sql`
        SELECT kind, lang, address, state, created_at FROM mail WHERE user_id = ${id}::uuid ORDER BY created_at DESC, id`,
    },
    deleted: rowsGo('mail'),
  },
  {
    column: 'secret_link.user_id',
    exported: {
      as: 'links',
      rows: (id) => Prisma.sql`
        SELECT purpose, address, expires_at FROM secret_link WHERE user_id = ${id}::uuid ORDER BY expires_at DESC, token_hash`,
    },
    deleted: rowsGo('secret_link'),
  },
  {
    column: 'user_email.user_id',
    exported: {
      as: 'email',
      rows: (id) => Prisma.sql`SELECT address, confirmed_at FROM user_email WHERE user_id = ${id}::uuid`,
    },
    deleted: rowsGo('user_email'),
  },
  {
    column: 'email_claim.user_id',
    exported: {
      as: 'email-to-confirm',
      rows: (id) => Prisma.sql`SELECT address, asked_at FROM email_claim WHERE user_id = ${id}::uuid`,
    },
    deleted: rowsGo('email_claim'),
  },
  {
    column: 'second_factor.user_id',
    exported: {
      as: 'second-step',
      rows: (id) => Prisma.sql`SELECT on_at, pending_at FROM second_factor WHERE user_id = ${id}::uuid`,
    },
    deleted: rowsGo('second_factor'),
  },
  {
    column: 'passkey.user_id',
    exported: {
      as: 'passkeys',
      rows: (id) => Prisma.sql`
        SELECT name, transports, is_synced, created_at, last_used_at FROM passkey WHERE user_id = ${id}::uuid ORDER BY created_at DESC, id`,
    },
    deleted: rowsGo('passkey'),
  },
  {
    column: 'linked_account.user_id',
    exported: {
      as: 'linked-accounts',
      rows: (id) => Prisma.sql`
        SELECT issuer, subject, known_as, linked_at FROM linked_account WHERE user_id = ${id}::uuid ORDER BY linked_at DESC, id`,
    },
    deleted: rowsGo('linked_account'),
  },
  {
    column: 'openid_request.user_id',
    exported: { not: 'ways to a provider that nobody has come back from; they are kept for ten minutes' },
    deleted: rowsGo('openid_request'),
  },
  {
    column: 'recovery_code.user_id',
    exported: { not: 'hashes of codes that only their person has' },
    deleted: rowsGo('recovery_code'),
  },
  {
    column: 'http_attempt.user_id',
    exported: { not: 'answers that the person was given; they are kept for a day' },
    deleted: rowsGo('http_attempt'),
  },
  {
    column: 'audit_entry.person_id',
    exported: {
      as: 'audit-about-you',
      rows: (id) => Prisma.sql`
        SELECT action, before, after, at FROM audit_entry WHERE person_id = ${id}::uuid ORDER BY at DESC, id`,
    },
    deleted: { stays: 'nobody can change the audit' },
  },
  {
    column: 'audit_entry.actor_id',
    exported: {
      as: 'audit-by-you',
      rows: (id) => Prisma.sql`
        SELECT action, subject, before, after, data, at FROM audit_entry WHERE actor_id = ${id}::uuid ORDER BY at DESC, id`,
    },
    deleted: { stays: 'nobody can change the audit' },
  },
  ...(['role_grant.granted_by', 'ban.banned_by', 'ban.lifted_by'] as const).map((column) => ({
    column,
    exported: { not: 'it is in the audit, by what they did' },
    deleted: { stays: 'what was done with a role must be known' },
  })),
]
