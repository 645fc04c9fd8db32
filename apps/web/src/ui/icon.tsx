const paths = {
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.2 3.2L13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 4.5V8l2.5 2M8 14A6 6 0 108 2a6 6 0 000 12z',
  dash: 'M4 8h8',
  sun: 'M8 11a3 3 0 100-6 3 3 0 000 6zM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  moon: 'M13.2 9.6A5.6 5.6 0 016.4 2.8a5.6 5.6 0 106.8 6.8z',
  user: 'M8 8a2.6 2.6 0 100-5.2A2.6 2.6 0 008 8zM3 13.5c.6-2.4 2.5-3.6 5-3.6s4.4 1.2 5 3.6',
  play: 'M5 3.2v9.6L12.5 8z',
  pause: 'M5.2 3.5v9M10.8 3.5v9',
  settings:
    'M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6M10.2 6.6a1.6 1.6 0 100-3.2 1.6 1.6 0 000 3.2zM5.8 12.6a1.6 1.6 0 100-3.2 1.6 1.6 0 000 3.2z',
  flag: 'M4 14V2.5M4 3h8l-1.8 2.8L12 8.6H4',
  crown: 'M2.8 13h10.4M2.8 10.6L2 4.4l3.4 2.4L8 2.8l2.6 4L14 4.4l-.8 6.2z',
  chevron: 'M4.5 6.5L8 10l3.5-3.5',
  search: 'M7 12A5 5 0 107 2a5 5 0 000 10zM10.8 10.8L14 14',
  copy: 'M6 5.5h7.5V14H6zM10 5.5V2H2.5v8.5H6',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 100-4 2 2 0 000 4z',
  half: 'M8 14A6 6 0 108 2a6 6 0 000 12zM8 2v12',
  chat: 'M2.5 3h11v7.5H8L5 13.5v-3H2.5z',
  link: 'M6.5 9.5l3-3M7 4.8l1.6-1.6a2.9 2.9 0 014.2 4.1L11.2 9M9 11.2l-1.6 1.6a2.9 2.9 0 01-4.2-4.1L4.8 7',
} as const

export type IconName = keyof typeof paths

/** A 16-unit line icon; always beside a word or on a labelled control, so it is hidden from assistive technology. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill={name === 'play' ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={name === 'pause' ? 2.4 : 1.6}
      strokeLinecap="square"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  )
}
