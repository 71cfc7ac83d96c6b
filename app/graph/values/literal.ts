import { factsOf } from '#shared/media/kinds.ts'
import type { Json, Media, MediaKind } from '#shared/ports/value.ts'
import { MediaLiteral } from '#shared/ports/value.ts'

const ADDRESS = /^(https?:\/\/|data:)/

/** Reads a typed picture: a public address is used as it is, anything else is a file beside the workflow. */
export function typedLiteral(typed: string): Json | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  return ADDRESS.test(text) ? text : { file: text }
}

/** The text of a literal; an asset has none. A value that is not a literal is shown as JSON. */
export function writtenLiteral(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  const { success, data } = MediaLiteral.safeParse(value)
  return success && typeof data === 'object' && 'file' in data ? data.file : JSON.stringify(value)
}

/** The SHA-256 of a picture in the library, or null for other references. */
export function assetOf(value: unknown): string | null {
  const { success, data } = MediaLiteral.safeParse(value)
  return success && typeof data === 'object' && 'asset' in data ? data.asset : null
}

const names: { readonly [K in MediaKind]: string } = {
  image: 'an image',
  mask: 'a mask',
  video: 'a video',
  audio: 'an audio file',
  model3d: 'a 3D model',
  file: 'a file',
}

/** What one of each kind is called in the middle of a sentence. */
export const nouns: { readonly [K in MediaKind]: string } = {
  image: 'picture',
  mask: 'picture',
  video: 'video',
  audio: 'audio file',
  model3d: '3D model',
  file: 'file',
}

/** Why a file cannot be used at a port of this kind; null if it can. */
export function refuseKind(kind: MediaKind, { media }: Pick<Media, 'media'>, name: string): string | null {
  const wanted = kind === 'mask' ? 'image' : kind
  const given = media === 'mask' ? 'image' : media
  return factsOf[wanted].accepts.includes(given) ? null : `${name} is ${names[media]}. ${sentenceFor(kind)}`
}

const sentenceFor = (kind: MediaKind): string =>
  `${names[kind].charAt(0).toUpperCase()}${names[kind].slice(1)} goes here.`
