import { InvitePage } from '../../../../../../areas/arena/invite/invite-page'

export default async function InviteRoute({ params }: { params: Promise<{ id: string }> }) {
  return <InvitePage id={(await params).id} />
}
