import { z } from 'zod'
import type { MediaFormat } from './formats.ts'
import { endingOf, formatOfEnding, isSoundEnding } from './formats.ts'

/** Everything that differs between the kinds of media. */
interface MediaKindFacts {
  /** What it is called in messages. */
  readonly noun: string
  /** The formats of its files, each with its media type. A format of several kinds is a file of the first of them. */
  readonly formats: Readonly<Partial<Record<MediaFormat, string>>>
  /** Width and height in pixels. */
  readonly hasSize: boolean
  /** In seconds. */
  readonly hasDuration: boolean
  readonly hasFps: boolean
  /** The kinds that a port of it takes unchanged, its own first. */
  readonly accepts: readonly string[]
  /** What reads its files: the picture codec, a reader of containers of tracks, or nothing. */
  readonly reader: 'picture' | 'container' | null
  /**
   * How it is sent to an engine: `picture` as a prepared copy, in the request itself if it is small; `file` as it is but
   * for its metadata, by an address.
   */
  readonly sentAs: 'picture' | 'file'
}

const pictures = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
} as const

/**
 * One row per kind of media, which is all that declares it: the compiler names the tables that then lack it. Earlier
 * rows come first where a file may be of several kinds.
 */
const table = {
  image: {
    noun: 'picture',
    formats: pictures,
    hasSize: true,
    hasDuration: false,
    hasFps: false,
    accepts: ['image'],
    reader: 'picture',
    sentAs: 'picture',
  },
  mask: {
    noun: 'picture',
    formats: pictures,
    hasSize: true,
    hasDuration: false,
    hasFps: false,
    accepts: ['mask'],
    reader: 'picture',
    sentAs: 'picture',
  },
  video: {
    noun: 'video',
    formats: { mp4: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm', ogg: 'video/ogg' },
    hasSize: true,
    hasDuration: true,
    hasFps: true,
    accepts: ['video'],
    reader: 'container',
    sentAs: 'file',
  },
  audio: {
    noun: 'sound',
    formats: {
      mp3: 'audio/mpeg',
      wav: 'audio/wav',
      flac: 'audio/flac',
      ogg: 'audio/ogg',
      mp4: 'audio/mp4',
      webm: 'audio/webm',
    },
    hasSize: false,
    hasDuration: true,
    hasFps: false,
    accepts: ['audio'],
    reader: 'container',
    sentAs: 'file',
  },
  model3d: {
    noun: '3D model',
    formats: {
      glb: 'model/gltf-binary',
      gltf: 'model/gltf+json',
      usdz: 'model/vnd.usdz+zip',
      fbx: 'model/fbx',
      ply: 'model/ply',
    },
    hasSize: false,
    hasDuration: false,
    hasFps: false,
    // Earlier versions stored the results of 3D outputs as files.
    accepts: ['model3d', 'file'],
    reader: null,
    sentAs: 'file',
  },
  file: {
    noun: 'file',
    formats: { bin: 'application/octet-stream' },
    hasSize: false,
    hasDuration: false,
    hasFps: false,
    // Earlier versions had no kind for 3D models.
    accepts: ['file', 'model3d'],
    reader: null,
    sentAs: 'file',
  },
} as const satisfies Readonly<Record<string, MediaKindFacts>>

// The cast restores the names, which `Object.keys` gives as texts.
export const mediaKinds = Object.keys(table) as readonly (keyof typeof table)[]

export const MediaKind = z.enum(mediaKinds)
export type MediaKind = z.infer<typeof MediaKind>

export const isMediaKind = (kind: string): kind is MediaKind => Object.hasOwn(table, kind)

/** The facts about each kind, as declared in the table above. */
export const factsOf: Readonly<Record<MediaKind, MediaKindFacts>> = table

/** The media type of a format as a file of this kind; undefined if the kind does not have the format. */
export const mimeOf = (format: MediaFormat, kind: MediaKind): string | undefined =>
  factsOf[kind].formats[format]

/** Whether the picture codec reads files of this kind. */
export const isPicture = (kind: MediaKind): kind is 'image' | 'mask' => factsOf[kind].reader === 'picture'

/** The extension of stored files of a format and kind. */
export const storedEnding = (format: MediaFormat, kind: MediaKind): string =>
  endingOf(format, kind === 'audio')

/** The kinds that say what is in a file; `file` is the kind of all others. */
const tellingKinds = mediaKinds.filter((kind) => kind !== 'file')

/** The kind of a file of this format: a picture if it can be one, a film rather than a sound. */
export const kindOfFormat = (format: MediaFormat): MediaKind =>
  tellingKinds.find((kind) => mimeOf(format, kind) !== undefined) ?? 'file'

/** The kind of a file by its extension, in any case; null if none of the formats has it. */
export function kindOfEnding(ending: string): MediaKind | null {
  if (isSoundEnding(ending)) return 'audio'
  const format = formatOfEnding(ending)
  return format === undefined || format === 'bin' ? null : kindOfFormat(format)
}

/** The kinds that a stored file with this extension can be of, likely first. */
export function kindsOfEnding(ending: string): readonly MediaKind[] {
  const format = formatOfEnding(ending) ?? 'bin'
  if (isSoundEnding(ending)) return ['audio']
  const kinds = mediaKinds.filter((kind) => mimeOf(format, kind) !== undefined)
  // Earlier versions stored models as files.
  return format === 'bin' ? ['model3d', ...kinds] : kinds
}

/** The kind that a media type names by its first part, as in `video/x-flv`; null if it names none. */
export function kindOfMime(mime: string): MediaKind | null {
  const family = mime.replace(/\/[^]*/, '')
  const isFamily = (kind: MediaKind): boolean =>
    Object.values(factsOf[kind].formats).some((type) => type.startsWith(`${family}/`))
  return tellingKinds.find(isFamily) ?? null
}

/** The extension for a stored media type. */
export const endingOfMime = (mime: string): string | undefined => endingsOfMime(mime)[0]

/** The extensions for a stored media type, the usual one first: earlier versions stored sounds like films. */
function endingsOfMime(mime: string): readonly string[] {
  for (const kind of mediaKinds)
    // The cast restores the formats, which `Object.entries` gives as texts.
    for (const [format, type] of Object.entries(factsOf[kind].formats) as [MediaFormat, string][])
      if (type === mime)
        return [...new Set([storedEnding(format, kind), endingOf(format), endingOf(format, true)])]
  return []
}

/** The media type of stored files with this extension, as files of the first kind that has their format. */
export function mimeOfEnding(ending: string): string | undefined {
  const format = formatOfEnding(ending)
  return format === undefined ? undefined : mimeOf(format, kindOfEnding(ending) ?? 'file')
}

/**
 * The extensions that the file of an asset may have, most likely first; none if its type is not stored. A 3D model may
 * have been stored as a file, and is one where a file is expected.
 */
export function endingsOfMedia({ media, mime }: { readonly media: MediaKind; readonly mime: string }) {
  const bin = endingOf('bin')
  const own = endingsOfMime(mime).filter((ending) => ending !== bin)
  if (media === 'file') return [bin, ...own]
  return factsOf[media].accepts.some((kind) => kind === 'file') ? [...own, bin] : own
}
