// What areas above may use of identity. Commands and queries by name, never its other files.
export { getPublicUser, listPublicUsers, presentUser, type PublicUserRow, publicUserSelect } from './account/account.queries'
export { sessionOfToken } from './session/bearer-token.queries'
