// What scripts may use of the api besides its settings; areas have their own. No part of a running node.
export { forgetConsumer, listRetries, readConsumerStates, rebaseFacts, retryFact, skipFact } from './facts/facts.queries'
