import { saveHostPaths, HostPaths, readHostPaths } from './hostPaths.ts'

/** What entering needs of a window. */
export interface EnterContext {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState'>
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly fetch: (url: string, init: RequestInit) => Promise<Pick<Response, 'ok' | 'json'>>
}

/**
 * Exchanges the token in the address for the host's cookies and the paths that they are for, and takes the token out of
 * the address, where others could read it. Without a token the paths are those that were kept. Resolves with the paths,
 * or null where the host does not let this page in; rejects when it cannot be reached.
 */
export async function enter({ location, history, storage, fetch }: EnterContext): Promise<HostPaths | null> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) {
    const saved = readHostPaths(storage)
    // Without a place the host is asked all the same: whether it is there at all is another state.
    const { ok } = await fetch(`${saved?.host ?? '/'}session`, { method: 'GET', cache: 'no-store' })
    if (!ok || saved === null) return null
    return saved
  }
  history.replaceState(null, '', location.pathname + location.search)
  const answer = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (!answer.ok) return null
  const paths = HostPaths.parse(await answer.json())
  saveHostPaths(paths, storage)
  return paths
}
