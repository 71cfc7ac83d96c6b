import { z } from 'zod'

/** Where the host of this page listens: two secret paths, new at each start of the host, each useless without its cookie. */
export const HostPaths = z.object({
  /** Above the socket and the session, as in `/0f3a…/`. */
  host: z.string().regex(/^\/[0-9a-f]{32}\/$/),
  /** Above the pictures. */
  media: z.string().regex(/^\/[0-9a-f]{32}\/$/),
})
export type HostPaths = z.infer<typeof HostPaths>

/** Kept by this browser for this origin, port included: a page that is loaded again, or beside this one, finds them there. */
export const HOST_PATHS_KEY = 'patchbay.places'

/** The places as kept; null where there are none. */
export function readHostPaths(storage: Pick<Storage, 'getItem'>): HostPaths | null {
  try {
    return HostPaths.parse(JSON.parse(storage.getItem(HOST_PATHS_KEY) ?? ''))
  } catch {
    return null
  }
}

export const saveHostPaths = (paths: HostPaths, storage: Pick<Storage, 'setItem'>): void =>
  storage.setItem(HOST_PATHS_KEY, JSON.stringify(paths))
