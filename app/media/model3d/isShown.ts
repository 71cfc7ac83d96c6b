import type { Media } from '#shared/ports/value.ts'

/** The formats that the page can show; the others are only saved and passed on. */
const SHOWN: readonly string[] = ['model/gltf-binary', 'model/gltf+json']

/** The largest model of which a poster is made by itself, in bytes: the whole model is loaded for it. */
const MAX_POSTER_BYTES = 30_000_000

export const isShown = ({ mime }: Pick<Media, 'mime'>): boolean => SHOWN.includes(mime)

export const isSmall = ({ bytes }: Pick<Media, 'bytes'>): boolean => bytes <= MAX_POSTER_BYTES
