// What areas above may use of the judge. Commands and queries by name, never its other files.
export { describeExecution, executionHasRunOut, listCapacity, suspendIfSilent } from './judging/execution.queries'
export { feedArrived } from './judging/feed-runners'
export { listWaiting } from './judging/submission.queries'
export { requireLanguage } from './problem/problem.policy'
export { getProblem } from './problem/problem.queries'
