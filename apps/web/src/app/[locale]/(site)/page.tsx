import { Landing } from '../../../areas/arena/landing/landing'

export default function LandingPage() {
  return <Landing />
}
