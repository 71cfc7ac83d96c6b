import type { Route } from './route.ts'

type Call = Exclude<Route['call'], 'none' | 'practice'>

/** The number of calls of each kind. */
export interface CountsView {
  readonly calls: { readonly [call: string]: number }
  readonly requests: { readonly [requestId: string]: { readonly [call: string]: number } }
}

/** Counts the calls as they arrive, whatever becomes of them. */
export interface Counts {
  count(route: Route): void
  view(): CountsView
  /** Records that an answer is in progress; returns a function to call when it is over. */
  begin(): () => void
  /** How many answers are in progress. */
  answering(): number
}

export function createCounts(): Counts {
  const calls = new Map<Call, number>()
  const requests = new Map<string, Map<Call, number>>()
  let answering = 0
  return {
    count(route) {
      if (route.call === 'none' || route.call === 'practice') return
      calls.set(route.call, (calls.get(route.call) ?? 0) + 1)
      if (!('requestId' in route)) return
      const own = requests.get(route.requestId) ?? new Map<Call, number>()
      requests.set(route.requestId, own.set(route.call, (own.get(route.call) ?? 0) + 1))
    },
    view: () => ({
      calls: Object.fromEntries(calls),
      requests: Object.fromEntries(
        [...requests].map(([requestId, own]) => [requestId, Object.fromEntries(own)]),
      ),
    }),
    begin() {
      let over = false
      answering += 1
      return () => {
        if (!over) answering -= 1
        over = true
      }
    },
    answering: () => answering,
  }
}
