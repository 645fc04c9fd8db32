/** The path of the cookies that renew sessions: all routes that take or set one lie under it, and no others. */
export const sessionPath = '/v1/session'
