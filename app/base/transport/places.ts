import { z } from 'zod'

/** Where the host of this page listens: two secret paths, new at each start of the host, each useless without its cookie. */
export const Places = z.object({
  /** Above the socket and the session, as in `/0f3a…/`. */
  host: z.string().regex(/^\/[0-9a-f]{32}\/$/),
  /** Above the pictures. */
  media: z.string().regex(/^\/[0-9a-f]{32}\/$/),
})
export type Places = z.infer<typeof Places>

/** Kept by this browser for this origin, port included: a page that is loaded again, or beside this one, finds them there. */
export const PLACES_KEY = 'patchbay.places'

/** The places as kept; null where there are none. */
export function readPlaces(storage: Pick<Storage, 'getItem'>): Places | null {
  try {
    return Places.parse(JSON.parse(storage.getItem(PLACES_KEY) ?? ''))
  } catch {
    return null
  }
}

export const keepPlaces = (places: Places, storage: Pick<Storage, 'setItem'>): void =>
  storage.setItem(PLACES_KEY, JSON.stringify(places))
