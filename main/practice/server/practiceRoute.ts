/** The control calls of tests. */
export type PracticePart =
  | 'ledger'
  | 'counts'
  | 'faults'
  | 'orderFaults'
  | 'clearFaults'
  | 'holds'
  | 'hold'
  | 'clearHolds'
  | 'release'
  | 'reached'
  | 'arrived'

/** A control call, or why there is none at an address: `allow` lists the methods that it has. */
export type PracticeRoute =
  | { readonly part: PracticePart }
  | { readonly part: null; readonly allow: string | null; readonly why: string }

type PracticeAddress = { readonly [method in 'GET' | 'POST' | 'DELETE']?: PracticePart }

const addresses = new Map<string, PracticeAddress>([
  ['ledger', { GET: 'ledger' }],
  ['counts', { GET: 'counts' }],
  ['faults', { GET: 'faults', POST: 'orderFaults', DELETE: 'clearFaults' }],
  ['holds', { GET: 'holds', POST: 'hold', DELETE: 'clearHolds' }],
  ['release', { POST: 'release' }],
  ['reached', { GET: 'reached' }],
  ['arrived', { GET: 'arrived' }],
])

/** Reads a path below `/practice`; null for any other path. */
export function readPracticeRoute(method: string, path: string): PracticeRoute | null {
  const [empty, first, ...rest] = path.split('/')
  if (empty !== '' || first !== 'practice') return null
  const parts = new Map(Object.entries(addresses.get(rest.join('/')) ?? {}))
  if (parts.size === 0) return { part: null, allow: null, why: 'There is no such address.' }
  const part = parts.get(method)
  const methods = [...parts.keys()]
  return part === undefined
    ? { part: null, allow: methods.join(', '), why: `Use ${methods.join(' or ')} here.` }
    : { part }
}

const bodiedParts: ReadonlySet<PracticePart> = new Set(['orderFaults', 'hold', 'release'])

/** Whether a control call has a body. */
export const isBodied = (part: PracticePart): boolean => bodiedParts.has(part)
