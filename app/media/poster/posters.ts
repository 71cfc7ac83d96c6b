import type { MediaKind } from '#shared/ports/value.ts'
import type { Editor } from '../../base/editor.ts'
import { definePart, defineStore } from '../../base/editor.ts'
import { host, mediaUrl, uploadFile } from '../../base/host.ts'
import type { KnownMedia } from '../mediaProps.ts'

/** Why a medium has no poster: its file is not in the library, is damaged, or has a codec that this browser lacks. */
export type NoPoster = 'gone' | 'unreadable' | 'undecodable'

/** A poster that was made since the page was opened, as often as `made` says, or the reason why there is none. */
export type PosterState = { readonly made: number } | { readonly why: NoPoster }

/** By SHA-256; absent for posters that the host had, and for those that nothing has asked for. */
export const posterStore = defineStore<Readonly<Record<string, PosterState>>>(() => ({}))

/** Thrown by the makers of posters when the host has no such file. */
export class GoneError extends Error {}

/** Thrown by the makers of posters when the browser has no codec for the file. */
export class NoCodecError extends Error {}

/**
 * Makes the poster of a medium from parts of its file: a picture of at most 512 pixels a side. Rejects with `GoneError`,
 * or with any other error if the file cannot be read.
 */
export type MakePoster = (editor: Editor, url: string, media: KnownMedia) => Promise<Blob>

interface Maker {
  readonly load: () => Promise<MakePoster>
  /** It is done after everything that is not slow. */
  readonly isSlow: boolean
}

/** A missing kind does not compile. Null: a kind whose thumbnails the host makes, or that has none. */
const makers: { readonly [K in MediaKind]: Maker | null } = {
  image: null,
  mask: null,
  video: { load: async () => (await import('../video/makeVideoPoster.ts')).makeVideoPoster, isSlow: false },
  audio: { load: async () => (await import('../audio/makeWaveform.ts')).makeWaveform, isSlow: false },
  model3d: {
    load: async () => (await import('../model3d/makeModelPoster.ts')).makeModelPoster,
    isSlow: true,
  },
  file: null,
}

interface PosterRequest {
  readonly media: KnownMedia
  /** How many components show it. */
  count: number
}

interface PosterQueue {
  readonly requests: Map<string, PosterRequest>
  isBusy: boolean
  isOver: boolean
}

const posterQueue = definePart(
  (): PosterQueue => ({ requests: new Map(), isBusy: false, isOver: false }),
  (queue) => {
    queue.isOver = true
  },
)

/**
 * Has a poster made and stored, unless the returned function is called before its turn comes: one at a time, so that
 * the page stays responsive.
 */
export function wantPoster(editor: Editor, media: KnownMedia): () => void {
  const queue = editor.get(posterQueue)
  const request = queue.requests.get(media.sha256) ?? { media, count: 0 }
  request.count++
  queue.requests.set(media.sha256, request)
  void work(editor, queue)
  return () => {
    request.count--
    if (request.count === 0) queue.requests.delete(media.sha256)
  }
}

async function work(editor: Editor, queue: PosterQueue): Promise<void> {
  if (queue.isBusy) return
  queue.isBusy = true
  for (;;) {
    const requests = [...queue.requests.values()]
    const next = requests.find(({ media }) => makers[media.media]?.isSlow !== true) ?? requests[0]
    if (next === undefined || queue.isOver) break
    queue.requests.delete(next.media.sha256)
    await make(editor, next.media)
  }
  queue.isBusy = false
}

const reasonOf = (thrown: unknown): NoPoster =>
  thrown instanceof GoneError ? 'gone' : thrown instanceof NoCodecError ? 'undecodable' : 'unreadable'

async function make(editor: Editor, media: KnownMedia): Promise<void> {
  const { sha256 } = media
  const before = editor.get(posterStore).getState()[sha256]
  const set = (state: PosterState): void => editor.get(posterStore).setState({ [sha256]: state })
  try {
    const maker = await makers[media.media]?.load()
    if (maker === undefined) return set({ why: 'unreadable' })
    const poster = await maker(editor, mediaUrl(editor, sha256), media)
    await host(editor).request('asset.keepPoster', { sha256, upload: await uploadFile(editor, poster) })
    set({ made: before !== undefined && 'made' in before ? before.made + 1 : 1 })
  } catch (thrown) {
    // The card says that there is none, and why.
    set({ why: reasonOf(thrown) })
  }
}
