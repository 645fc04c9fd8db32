export { isMoving, movingPollMs } from './rejudge/rejudge-state'
