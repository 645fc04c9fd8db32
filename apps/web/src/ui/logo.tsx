/** The mark: an E whose stem is the start line and whose arms are two lanes, one ahead of the other. */
export function LogoMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden="true" focusable="false">
      <path d="M2 2h4v22H2z" fill="currentColor" />
      <path d="M6 3h12v4H6z" fill="var(--you)" />
      <path d="M20 2h3v6h-3z" fill="var(--you)" />
      <path d="M6 11h5v4H6z" fill="currentColor" />
      <path d="M6 19h8v4H6z" fill="var(--rival)" />
      <path d="M16 18h3v6h-3z" fill="var(--rival)" />
    </svg>
  )
}
