import { notFound } from 'next/navigation'

/** Whatever no page is found for, in the reader's language. */
export default function NoPage(): never {
  notFound()
}
