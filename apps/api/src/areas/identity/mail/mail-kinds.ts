/** What we write to people. Those with a link make its secret when they are sent. */
export const mailKinds = [
  'confirm-email',
  'reset-password',
  'password-changed',
  'email-changed',
  'second-factor-on',
  'second-factor-off',
  'passkey-added',
  'passkey-removed',
  'session-stolen',
  'account-linked',
  'account-unlinked',
  'deletion-asked',
  'deletion-undone',
] as const
export type MailKind = (typeof mailKinds)[number]

/** In one language. */
export interface MailTexts {
  hello: (name: string) => string
  sign: (host: string) => string
  kinds: Readonly<Record<MailKind, { subject: string; lines: readonly string[]; button?: string }>>
}

/** What a link in a mail is good for, for how long, and the page that it leads to. */
export const linkKinds = {
  'confirm-email': { hours: 24, path: '/confirm-email' },
  'reset-password': { hours: 1, path: '/reset' },
} as const satisfies Partial<Record<MailKind, { hours: number; path: string }>>
export type LinkKind = keyof typeof linkKinds

export function isLinkKind(kind: string): kind is LinkKind {
  return kind in linkKinds
}
