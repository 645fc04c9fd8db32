/** A page of the platform, as it is told in tests (WEB_ORIGINS): players come from there. */
export const playersOrigin = 'http://players.test'
