import { plainView, type KindView } from './kind-view'

export const ofFunction: KindView = {
  ...plainView,
  note: (_problem, t) => t('function'),
  inputTitle: (_problem, t) => t('arguments'),
  answerTitle: (_problem, t) => t('returns'),
  ownAnswerTitle: (_problem, t) => t('returned'),
  ownInputLabel: ({ signature }, t) => {
    const parameters = signature?.parameters.map(({ name }) => name).join(', ')
    return parameters === undefined ? t('ownInputLabel') : t('argumentsLabel', { parameters })
  },
  answerOf: ({ stdout, returned }) => ({ text: returned, printed: stdout }),
  isFunction: true,
}
