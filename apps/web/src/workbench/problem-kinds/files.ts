import { plainView, type KindView } from './kind-view'

export const files: KindView = {
  ...plainView,
  note: ({ files: named }, t) =>
    named && t('files', { input: named.input ?? t('standardInput'), output: named.output ?? t('standardOutput') }),
  inputTitle: ({ files: named }, t) => named?.input ?? t('input'),
  answerTitle: ({ files: named }, t) => named?.output ?? t('output'),
  ownAnswerTitle: ({ files: named }, t) => (named?.output ? t('written', { file: named.output }) : null),
  ownInputLabel: ({ files: named }, t) => (named?.input ? t('ownFileLabel', { file: named.input }) : t('ownInputLabel')),
  answerOf: ({ stdout, returned }, { files: named }) =>
    named?.output === null ? { text: stdout, printed: null } : { text: returned, printed: stdout },
}
