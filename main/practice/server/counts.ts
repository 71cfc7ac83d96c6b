import type { CallName } from './callName.ts'

/** The number of calls of each kind. */
export interface CountsView {
  readonly calls: { readonly [call: string]: number }
  readonly requests: { readonly [requestId: string]: { readonly [call: string]: number } }
}

/** Counts the calls as they arrive, whatever becomes of them. */
export interface Counts {
  count(call: { readonly name: CallName; readonly requestId: string | null }): void
  view(): CountsView
  /** Records that an answer is in progress; returns a function to call when it is over. */
  begin(): () => void
  /** How many answers are in progress. */
  answering(): number
}

export function createCounts(): Counts {
  const calls = new Map<CallName, number>()
  const requests = new Map<string, Map<CallName, number>>()
  let answering = 0
  return {
    count({ name, requestId }) {
      if (name === 'none') return
      calls.set(name, (calls.get(name) ?? 0) + 1)
      if (requestId === null) return
      const own = requests.get(requestId) ?? new Map<CallName, number>()
      requests.set(requestId, own.set(name, (own.get(name) ?? 0) + 1))
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
