export { isMoving } from './rejudge/rejudge-state'
export { RejudgesPage } from './rejudge/rejudges-page'
export { useAdminResource } from './rejudge/use-admin-resource'
