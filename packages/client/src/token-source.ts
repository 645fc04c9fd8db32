/** Whom a client speaks for, by tokens that hold for some minutes. */
export interface TokenSource {
  /** Null for nobody. May have to wait for another token; rejects where no server answers, which says nothing about who one is. */
  getToken: () => string | null | Promise<string | null>
  /** This one was refused: another one, or null where the session is over. Rejects where no server answers. */
  renew?: (refused: string) => Promise<string | null>
}

export function fixedToken(token: string | null): TokenSource {
  return { getToken: () => token }
}
