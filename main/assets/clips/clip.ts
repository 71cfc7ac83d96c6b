import { open } from 'node:fs/promises'
import type { Input, InputAudioTrack, InputFormat, InputVideoTrack } from 'mediabunny'
import { AppError } from '#shared/errors.ts'
import { factsOf } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'
import { systemCode, unreadable } from '../../platform/fileError.ts'
import type { AssetStore } from '../assets.ts'
import { openContainer } from './openContainer.ts'

/** A track that is used of a clip. */
export type Track = InputVideoTrack | InputAudioTrack

/** An open video or audio file. */
export interface Clip {
  readonly media: Media
  /** In messages: `Clip 2`. */
  readonly name: string
  readonly format: InputFormat
  /** The picture, then the sound: those that it has, at least one. */
  readonly tracks: readonly Track[]
  close(): Promise<void>
}

/** The track that tells where a clip begins and ends: its picture if it has one. */
export const mainTrack = ({ tracks: [first] }: Clip): Track => {
  if (first === undefined) throw new TypeError('a clip without tracks is not opened')
  return first
}

/**
 * Opens an asset. `name` is its name in messages. Rejects with `file.unreadable`, with `picture.broken` if it is no
 * container that can be read, and with `input.invalid` if it has nothing of its kind.
 */
export async function openClip(
  assets: Pick<AssetStore, 'pathOf'>,
  media: Media,
  name: string,
): Promise<Clip> {
  const path = assets.pathOf(media)
  const file = await open(path).catch((thrown: unknown) => {
    throw unreadable(path, thrown)
  })
  let input: Input | null = null
  const close = async (): Promise<void> => {
    input?.dispose()
    await file.close()
  }
  try {
    input = openContainer(file, (await file.stat()).size)
    const tracks = await tracksOf(input, media, name)
    return { media, name, format: await input.getFormat(), tracks, close }
  } catch (thrown) {
    await close()
    throw brokenClip(name, thrown)
  }
}

async function tracksOf(input: Input, { media }: Media, name: string): Promise<readonly Track[]> {
  const video = media === 'video' ? await input.getPrimaryVideoTrack() : null
  const audio = await input.getPrimaryAudioTrack()
  const tracks = [video, audio].filter((track) => track !== null)
  if (tracks.length > 0 && (media !== 'video' || video !== null)) return tracks
  throw new AppError('input.invalid', `${name} has no track that is a ${factsOf[media].noun}.`)
}

/** An error of reading a container as `picture.broken`: its own message is about the library. */
export function brokenClip(name: string, thrown: unknown): unknown {
  // The disk's errors are reported as they are.
  if (thrown instanceof AppError || systemCode(thrown) !== '') return thrown
  return new AppError('picture.broken', `${name} is damaged or cut off: it cannot be read.`, {
    cause: thrown,
  })
}

/** Closes clips when the work is over, however it ends. */
export async function withClips<T>(
  opening: readonly (() => Promise<Clip>)[],
  work: (clips: readonly Clip[]) => Promise<T>,
): Promise<T> {
  const clips: Clip[] = []
  try {
    for (const open of opening) clips.push(await open())
    return await work(clips)
  } finally {
    for (const clip of clips) await clip.close()
  }
}
