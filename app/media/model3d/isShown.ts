import type { KnownMedia } from '../mediaProps.ts'

/** The formats that the page can show; the others are only saved and passed on. */
const SHOWN: readonly string[] = ['model/gltf-binary', 'model/gltf+json']

/** The largest model of which a poster is made by itself, in bytes: the whole model is loaded for it. */
const MAX_POSTER_BYTES = 30_000_000

export const isShown = ({ mime }: KnownMedia): boolean => mime !== undefined && SHOWN.includes(mime)

export const isSmall = ({ bytes = Infinity }: KnownMedia): boolean => bytes <= MAX_POSTER_BYTES
