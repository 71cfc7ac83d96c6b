import { z } from 'zod'

/** Where the host listens: two secret paths, new at each start of the host, each useless without its cookie. */
export const HostPaths = z.object({
  /** The path of the socket and the session, such as `/0f3a…/`. */
  host: z.string().regex(/^\/[0-9a-f]{32}\/$/),
  /** The path of the pictures. */
  media: z.string().regex(/^\/[0-9a-f]{32}\/$/),
})
export type HostPaths = z.infer<typeof HostPaths>

/**
 * Stored by the browser for this origin, including the port, so that a reloaded page and other pages of it find the
 * paths.
 */
export const HOST_PATHS_KEY = 'patchbay.places'

/** The stored paths, or null if there are none. */
export function readHostPaths(storage: Pick<Storage, 'getItem'>): HostPaths | null {
  try {
    return HostPaths.parse(JSON.parse(storage.getItem(HOST_PATHS_KEY) ?? ''))
  } catch {
    return null
  }
}

export const saveHostPaths = (paths: HostPaths, storage: Pick<Storage, 'setItem'>): void =>
  storage.setItem(HOST_PATHS_KEY, JSON.stringify(paths))
