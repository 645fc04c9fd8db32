import type { SerializedError } from '@reduxjs/toolkit'
import type { ReadError } from './read-error'
import { refusalOf } from './use-query-resource'

/** As hooks of `queries` give a list that comes page by page. */
interface PagesState<Page> {
  currentData?: { pages: Page[] } | undefined
  error?: ReadError | SerializedError | undefined
  isFetching: boolean
  isFetchingNextPage: boolean
  hasNextPage: boolean
  isUninitialized: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

export interface Pages<Item> {
  /** Null while the first page isn't here. */
  items: readonly Item[] | null
  /** Of the first page, or of the last that was asked for. */
  error: ReadError | null
  hasMore: boolean
  isLoadingMore: boolean
  more: () => void
  reload: () => void
}

/** A list that comes page by page: what is here of it, and how to have more. */
export function pagesOf<Page, Item>(state: PagesState<Page>, itemsOf: (page: Page) => readonly Item[]): Pages<Item> {
  const { currentData, error, isFetching, isFetchingNextPage, hasNextPage, isUninitialized } = state
  return {
    items: currentData?.pages.flatMap(itemsOf) ?? null,
    error: error && !isFetching ? refusalOf(error) : null,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    more: () => void state.fetchNextPage(),
    reload: () => {
      if (!isUninitialized) state.refetch()
    },
  }
}
