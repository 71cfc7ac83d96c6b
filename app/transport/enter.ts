/** What entering needs of a window. */
export interface Door {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState'>
  readonly fetch: (url: string, init: RequestInit) => Promise<Pick<Response, 'ok'>>
}

/**
 * Exchanges the token in the address for the host's cookie, and takes it out of the address, where others could read it.
 * Resolves with whether the host lets this page in; rejects when it cannot be reached.
 */
export async function enter({ location, history, fetch }: Door): Promise<boolean> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) {
    const { ok } = await fetch('/session', { method: 'GET', cache: 'no-store' })
    return ok
  }
  history.replaceState(null, '', location.pathname + location.search)
  const { ok } = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  return ok
}
