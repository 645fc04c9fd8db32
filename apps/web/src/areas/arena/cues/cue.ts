let context: AudioContext | null = null

/** Browsers let a page sound only after a gesture: called by the click that starts the search. */
export function primeCue(): void {
  context ??= 'AudioContext' in globalThis ? new AudioContext() : null
  if (context?.state === 'suspended') void context.resume().catch(() => {})
}

const melodies = {
  found: [523.25, 783.99],
  start: [659.25, 659.25, 987.77],
  end: [783.99, 523.25],
} as const

/** A short cue, two or three soft notes; silence where the browser doesn't allow it. */
export function playCue(name: keyof typeof melodies): void {
  primeCue()
  if (!context || context.state !== 'running') return
  let at = context.currentTime + 0.02
  for (const frequency of melodies[name]) {
    const gain = context.createGain()
    gain.gain.setValueAtTime(0, at)
    gain.gain.linearRampToValueAtTime(0.16, at + 0.015)
    gain.gain.exponentialRampToValueAtTime(0.0005, at + 0.34)
    const tone = context.createOscillator()
    tone.type = 'triangle'
    tone.frequency.value = frequency
    tone.connect(gain).connect(context.destination)
    tone.start(at)
    tone.stop(at + 0.36)
    at += 0.16
  }
}
