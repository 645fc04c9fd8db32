import { moments, ownLines, rivalLines, testCount } from './race-script'

interface Step {
  at: number
  frame: Keyframe
}

/** Only transforms and opacities move, so the whole race runs off the main thread. Returns how to stop it. */
export function animateRace(root: HTMLElement): () => void {
  const animations: Animation[] = []
  const play = (element: Element, steps: readonly Step[]) => {
    const first = steps[0]
    const last = steps.at(-1)
    if (!first || !last) return
    const frames = [
      { ...first.frame, offset: 0 },
      ...steps.map(({ at, frame }) => ({ ...frame, offset: at / moments.total })),
      { ...last.frame, offset: 1 },
    ]
    animations.push(element.animate(frames, { duration: moments.total, iterations: Infinity }))
  }
  const parts = (side: string, part: string) => root.querySelectorAll(`[data-side='${side}'] [data-part='${part}']`)

  const lineEnds = typeOwnLines(parts('you', 'cover'), parts('you', 'caret'), play)
  parts('rival', 'bar').forEach((bar, index) => {
    const at = moments.typeFrom + index * moments.rivalLine * (index > 5 ? 1.55 : 1)
    play(bar, [
      { at, frame: { transform: 'scaleX(0)', easing: 'ease-in-out' } },
      { at: at + moments.rivalLine * 0.85, frame: { transform: 'scaleX(1)' } },
    ])
  })
  lightDots(parts('you', 'dot'), moments.ownSubmit, testCount, play)
  lightDots(parts('rival', 'dot'), moments.rivalSubmit, 8, play)
  runTrack(
    parts('you', 'runner'),
    [
      ...lineEnds.map((at, index) => [at, ((index + 1) / ownLines.length) * 0.55] as const),
      ...testSteps(moments.ownSubmit, testCount, 0.55, 1),
    ],
    play,
  )
  runTrack(
    parts('rival', 'runner'),
    [
      ...rivalLines
        .slice(0, 6)
        .map((_, index) => [moments.typeFrom + (index + 1) * moments.rivalLine, ((index + 1) / 6) * 0.5] as const),
      ...testSteps(moments.rivalSubmit, 7, 0.5, 0.76),
    ],
    play,
  )
  // The whole picture breathes out before it starts again.
  play(root, [
    { at: 0, frame: { opacity: 0.35 } },
    { at: 400, frame: { opacity: 1 } },
    { at: moments.fade, frame: { opacity: 1 } },
    { at: moments.total - 1, frame: { opacity: 0.35 } },
  ])
  return () => {
    for (const animation of animations) animation.cancel()
  }
}

type Play = (element: Element, steps: readonly Step[]) => void

function typeOwnLines(covers: NodeListOf<Element>, carets: NodeListOf<Element>, play: Play): number[] {
  let at: number = moments.typeFrom
  return ownLines.map((line, index) => {
    const from = at
    const to = from + line.trim().length * moments.perCharacter + 120
    const indent = line.length - line.trimStart().length
    const cover = covers[index]
    const caret = carets[index]
    const place = (characters: number) => `translateX(${characters}ch)`
    if (cover) {
      play(cover, [
        { at: from, frame: { transform: place(indent), easing: `steps(${Math.max(1, line.trim().length)}, end)` } },
        { at: to, frame: { transform: place(line.length), easing: 'step-end' } },
        { at: to + 1, frame: { transform: 'translateX(110%)' } },
      ])
    }
    if (caret) {
      play(caret, [
        { at: from, frame: { opacity: 0, easing: 'step-end' } },
        { at: from + 1, frame: { opacity: 1, easing: 'step-end' } },
        { at: to, frame: { opacity: 0 } },
      ])
    }
    at = to + moments.betweenLines
    return to
  })
}

function lightDots(dots: NodeListOf<Element>, from: number, count: number, play: Play): void {
  dots.forEach((dot, index) => {
    if (index >= count) return
    const at = from + 500 + index * moments.perTest
    play(dot, [
      { at, frame: { opacity: 0, transform: 'scale(0.2)', easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)' } },
      { at: at + 140, frame: { opacity: 1, transform: 'scale(1)' } },
    ])
  })
}

function testSteps(from: number, count: number, start: number, end: number) {
  return Array.from({ length: count }, (_, index) => {
    return [from + 500 + index * moments.perTest + 140, start + ((index + 1) / count) * (end - start)] as const
  })
}

function runTrack(runners: NodeListOf<Element>, points: readonly (readonly [at: number, share: number])[], play: Play): void {
  const runner = runners[0]
  if (!runner) return
  const place = (share: number) => ({ transform: `translateX(${-100 + share * 100}%)`, easing: 'ease-in-out' })
  play(runner, [{ at: moments.typeFrom, frame: place(0) }, ...points.map(([at, share]) => ({ at, frame: place(share) }))])
}
