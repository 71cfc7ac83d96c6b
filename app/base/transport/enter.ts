import { saveHostPaths, HostPaths, readHostPaths } from './hostPaths.ts'

/** The part of a window that entering needs. */
export interface EnterContext {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState'>
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly fetch: (url: string, init: RequestInit) => Promise<Pick<Response, 'ok' | 'json'>>
}

/**
 * Exchanges the token in the address for the host's cookies and their paths, and removes the token from the address,
 * where others could read it. Without a token it uses the stored paths. Resolves with the paths, or null if the host
 * does not admit this page; rejects if the host cannot be reached.
 */
export async function enter({ location, history, storage, fetch }: EnterContext): Promise<HostPaths | null> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) {
    const saved = readHostPaths(storage)
    // Without a stored path the host is asked nevertheless: whether it is reachable is a separate state.
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
