import type { Db } from '@eduscale/db'

export async function readOwnAccount(db: Db, id: string) {
  const address = { select: { address: true } } as const
  const { passwordHash, email, emailClaim, secondFactor, _count } = await db.user.findUniqueOrThrow({
    where: { id },
    select: {
      passwordHash: true,
      email: address,
      emailClaim: address,
      secondFactor: { select: { onAt: true } },
      _count: { select: { recoveryCodes: true, passkeys: true } },
    },
  })
  return {
    hasPassword: passwordHash !== null,
    email: email?.address ?? null,
    claimedEmail: emailClaim?.address ?? null,
    passkeys: _count.passkeys,
    secondFactor: secondFactor?.onAt ? { onAt: secondFactor.onAt.toISOString(), recoveryCodes: _count.recoveryCodes } : null,
  }
}
