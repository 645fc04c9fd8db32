import type { Consumer } from '../../../facts/deliver-facts'
import { closeTickets } from './ticket.queries'

/** Nobody is matched with somebody who can't come. Whoever was let in again meanwhile asks for a match once more. */
export const withdrawBanned: Consumer = {
  name: 'banned-tickets',
  types: ['account-banned'],
  apply: async (tx, { subject, at }) => closeTickets(tx, subject, at),
}
