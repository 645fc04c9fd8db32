import { askers, grants, mostModeratedDays, type Grant } from './may'

const signs: Readonly<Record<Grant, string>> = {
  no: '',
  yes: 'yes',
  own: 'own',
  over: 'once it is over',
  player: 'of a battle of theirs',
  'player or over': 'of theirs, or once it is over',
  spectator: 'of others, or once it is over',
  host: 'of a room of theirs',
  others: 'of others',
  'others for a while': `of others but admins, for ${mostModeratedDays} days at most`,
}

/** The table of who may do what, for docs/security.md. */
export function describeGrants(): string {
  const rows = Object.entries(grants).map(([action, granted]) => [
    `\`${action}\``,
    ...askers.map((asker) => signs[granted[asker]]),
  ])
  const lines = [['action', ...askers], ['', ...askers].map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
