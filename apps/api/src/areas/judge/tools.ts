// What scripts may use of the judge; no part of a running node.
export { loadProblems } from './problem/load-problems'
