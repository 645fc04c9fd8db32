import type { ProblemKind } from '@eduscale/contracts/problem-kind'
import { files } from './files'
import { ofFunction } from './function'
import { interactive } from './interactive'
import { plainView, type KindView } from './kind-view'
import { outputs } from './outputs'

const kindViews: Readonly<Record<ProblemKind, KindView>> = {
  stdio: plainView,
  files,
  function: ofFunction,
  interactive,
  outputs,
}

/** An event from before there were kinds says none, and a newer server may know one more: both are shown as a plain problem. */
export function kindViewOf({ io }: { io?: string | undefined }): KindView {
  const known: Readonly<Record<string, KindView | undefined>> = kindViews
  return known[io ?? ''] ?? plainView
}
