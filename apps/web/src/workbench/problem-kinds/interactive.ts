import { plainView, type KindView } from './kind-view'

export const interactive: KindView = { ...plainView, note: (_problem, t) => t('interactive'), isSpokenToJudge: true }
