import { plainView, type KindView } from './kind-view'

export const outputs: KindView = { ...plainView, note: (_problem, t) => t('outputs') }
