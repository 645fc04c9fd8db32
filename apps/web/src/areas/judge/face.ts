export { isMoving } from './rejudge/rejudge-state'
export { RejudgesPage } from './rejudge/rejudges-page'
