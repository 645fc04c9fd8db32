import type { StringStream } from '@codemirror/language'
import { clike } from '@codemirror/legacy-modes/mode/clike'

const words = (text: string): Record<string, true> => Object.fromEntries(text.split(' ').map((word) => [word, true]))

/** There is no stream mode of PHP; the one of languages like C knows it by its words, variables and `#`. */
export const php = clike({
  name: 'php',
  keywords: words(
    'abstract and as break case catch class clone const continue declare default do echo else elseif empty enum extends final finally fn for foreach function global goto if implements include include_once instanceof insteadof interface isset list match namespace new or print private protected public readonly require require_once return static switch throw trait try unset use var while xor yield',
  ),
  types: words('array bool callable float int iterable mixed never object self string void'),
  blockKeywords: words('catch class do else elseif enum finally for foreach function if interface match switch trait try while'),
  atoms: words('true false null TRUE FALSE NULL STDIN STDOUT STDERR PHP_EOL PHP_INT_MAX PHP_INT_MIN'),
  multiLineStrings: true,
  hooks: {
    $: (stream: StringStream) => {
      stream.eatWhile(/\w/)
      return 'variableName'
    },
    '#': (stream: StringStream) => {
      stream.skipToEnd()
      return 'comment'
    },
    '<': (stream: StringStream) => (stream.match(/^\?(php|=)?/) ? 'meta' : false),
    '?': (stream: StringStream) => (stream.eat('>') ? 'meta' : false),
  },
})
