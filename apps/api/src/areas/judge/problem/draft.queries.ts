import { Prisma, type Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { GuestTrace } from '../../../app/area-manifest'

export const draftTraces: GuestTrace = {
  isThere: Prisma.sql`EXISTS (SELECT FROM draft WHERE user_id = u.id)`,
  keeps: 'from being idle',
}

/** What one person may keep: a draft of every language for some dozens of problems, and more text than anybody writes. */
export const draftQuota = { drafts: 400, bytes: 4 * 1024 * 1024 }

interface NewDraft {
  userId: string
  problemSlug: string
  language: string
  code: string
}

export interface StoredDraft {
  code: string
  savedAt: Date
}

export async function findDraft(db: Db, key: Omit<NewDraft, 'code'>): Promise<StoredDraft | null> {
  return db.draft.findUnique({ where: { userId_problemSlug_language: key }, select: { code: true, savedAt: true } })
}

/**
 * Keeps it in place of the one before. One after the other for each person, so that many at the same moment are counted like any others.
 * Throws `too-large` for a draft that is larger than the one before where the person's are too many, or too large together.
 */
export async function saveDraft(db: Db, { code, ...key }: NewDraft): Promise<StoredDraft> {
  const { userId, problemSlug, language } = key
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM "user" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
    const [kept] = await tx.$queryRaw<{ drafts: number; bytes: number; before: number }[]>`
      SELECT count(*) FILTER (WHERE NOT own)::int AS drafts,
             coalesce(sum(octet_length(code)) FILTER (WHERE NOT own), 0)::int AS bytes,
             coalesce(max(octet_length(code)) FILTER (WHERE own), -1)::int AS before
      FROM (SELECT code, problem_slug = ${problemSlug} AND language = ${language} AS own FROM draft WHERE user_id = ${userId}::uuid) d`
    const { drafts, bytes, before } = kept ?? { drafts: 0, bytes: 0, before: -1 }
    const size = Buffer.byteLength(code)
    const isTooMuch = drafts >= draftQuota.drafts || bytes + size > draftQuota.bytes
    if (isTooMuch && size > before) {
      throw new AppError('too-large', 'Your drafts take all the room there is for them; empty some that you are done with.')
    }
    const savedAt = new Date()
    return tx.draft.upsert({
      where: { userId_problemSlug_language: key },
      create: { ...key, code, savedAt },
      update: { code, savedAt },
      select: { code: true, savedAt: true },
    })
  })
}
