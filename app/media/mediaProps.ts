import type { ResultDetails } from '#shared/api/records.ts'
import type { Media } from '#shared/ports/value.ts'

/** What a workflow or a result says about a medium: at least its kind and its SHA-256. */
export type KnownMedia = Pick<Media, 'media' | 'sha256'> & Partial<Media>

/** A medium in a box of any size, which it fills. */
export interface TileProps {
  readonly media: KnownMedia
  /** '' if the text beside it says the same. */
  readonly alt: string
  /** Length of its longer side, in pixels at 100 %. */
  readonly side: 256 | 512
  /** Whether its picture is shown whole or fills the box; whole by default. */
  readonly fit?: 'contain' | 'cover'
  /** Whether it may have buttons of its own; not inside of a button. */
  readonly hasButtons?: boolean
}

/** A medium on a node's card, in a box whose proportions the layout of the card has reserved for it. */
export interface CardProps {
  readonly media: Media
  /** Opens it in the viewer. */
  readonly onOpen: () => void
}

/** A medium over the whole window. */
export interface ViewerProps {
  readonly media: Media
  readonly story: ResultDetails
  /** The result to compare with. */
  readonly other: ResultDetails | null
  /** Its file cannot be shown: it is no longer in the library. */
  readonly onGone: (sha256: string) => void
}
