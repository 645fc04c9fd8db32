import { handOn } from '../../../../hand-on'

export const dynamic = 'force-dynamic'

export { handOn as GET, handOn as POST, handOn as DELETE }
