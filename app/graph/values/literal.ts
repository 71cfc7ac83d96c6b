import type { Json, Media, MediaKind } from '#shared/ports/value.ts'
import { MediaLiteral } from '#shared/ports/value.ts'

const ADDRESS = /^(https?:\/\/|data:)/

/** What was typed as a picture: a public address as it is, anything else as a file beside the workflow. */
export function typedLiteral(typed: string): Json | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  return ADDRESS.test(text) ? text : { file: text }
}

/** A literal as it is typed; an asset has no such form. What is no literal is shown as JSON. */
export function writtenLiteral(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  const { success, data } = MediaLiteral.safeParse(value)
  return success && typeof data === 'object' && 'file' in data ? data.file : JSON.stringify(value)
}

/** The SHA-256 of a picture of the library, or null where the value names it in another way. */
export function assetOf(value: unknown): string | null {
  const { success, data } = MediaLiteral.safeParse(value)
  return success && typeof data === 'object' && 'asset' in data ? data.asset : null
}

const names: { readonly [K in MediaKind]: string } = {
  image: 'an image',
  mask: 'a mask',
  video: 'a video',
  audio: 'a sound',
  file: 'a file',
}

/** Why a file that was taken in cannot stand at a port of this kind; null: it can. */
export function refuseKind(kind: MediaKind, { media }: Pick<Media, 'media'>, name: string): string | null {
  const wanted = kind === 'mask' ? 'image' : kind
  const given = media === 'mask' ? 'image' : media
  return wanted === given ? null : `${name} is ${names[media]}. ${sentenceFor(kind)}`
}

const sentenceFor = (kind: MediaKind): string =>
  `${names[kind].charAt(0).toUpperCase()}${names[kind].slice(1)} goes here.`
