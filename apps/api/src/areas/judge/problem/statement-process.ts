import { renderStatement } from './render-statement'

// A process that renders what it is given, so that whoever asks can end it.
process.on('message', ({ markdown, pictures }: { markdown: string; pictures: ReadonlyMap<string, string> }) => {
  void renderStatement(markdown, pictures).then(
    (html) => process.send?.({ html }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
