import type { Drawn, OpenPicture, DrawOrder, OrderSchema } from '../draw/index.ts'
import { draw, readOrder, hashText, standIn } from '../draw/index.ts'
import type { PracticeRequest } from '../requests/request.ts'
import { isLoopback } from '../validate/media.ts'
import type { HostedInputs } from './hostedInputs.ts'
import { openInline } from './inline.ts'

/** Draws the pictures and films of requests. */
export interface PictureStore {
  /** How a request is to be drawn; null when its endpoint is not served. */
  orderOf(request: PracticeRequest): DrawOrder | null
  /** Draws all pictures of a request. Rejects with a readable error about its inputs. */
  drawAll(request: PracticeRequest): Promise<void>
  /** One picture, by index from 0: as drawn before, or drawn again, which gives the same bytes. */
  open(request: PracticeRequest, index: number): Promise<Drawn>
}

export interface PictureStoreOptions {
  /** The properties of an endpoint's input schema; null when it is not served. */
  readonly schemaOf: (modelId: string) => OrderSchema | null
  /** What an endpoint makes; images by default. */
  readonly makes?: (modelId: string) => 'image' | 'video'
  readonly inputs: HostedInputs
  readonly find: (requestId: string) => PracticeRequest | null
  /** Drawn pictures are cached up to this many bytes, 96 MiB by default; older ones are drawn again. */
  readonly maxBytes?: number
}

export function createPictureStore({
  schemaOf,
  makes = () => 'image',
  inputs,
  find,
  maxBytes = 96 * 1024 * 1024,
}: PictureStoreOptions): PictureStore {
  const drawn = createDrawnCache(maxBytes)

  const orderOf = (request: PracticeRequest): DrawOrder | null => {
    const schema = schemaOf(request.modelId)
    if (schema === null) return null
    return readOrder(schema, request.input, hashText(request.requestId), makes(request.modelId))
  }

  const openPicture: OpenPicture = async (reference, role) => {
    const inline = openInline(inputs, reference)
    if (inline !== null) return { bytes: inline.bytes, remark: null }
    const url = URL.parse(reference)
    if (url === null || !isLoopback(url)) return standIn(reference, role)
    const bytes = await openFile(url)
    if (bytes === null) throw new Error(`the ${role} at ${url.pathname} is not there or no longer there`)
    return { bytes, remark: null }
  }

  // The port is ignored: it may have changed since the address was returned.
  const openFile = async ({ pathname }: URL): Promise<Uint8Array | null> => {
    const input = /^\/inputs\/([^/]+)$/.exec(pathname)
    if (input !== null) return inputs.open(input[1] ?? '')?.bytes ?? null
    const output = /^\/outputs\/([^/]+)\/(\d{1,3})\.\w+$/.exec(pathname)
    const request = output === null ? null : find(output[1] ?? '')
    if (request === null || request.state.phase !== 'completed' || request.state.error !== null) return null
    const index = Number(output?.[2])
    return index < (orderOf(request)?.amount ?? 0) ? (await open(request, index)).bytes : null
  }

  const open = (request: PracticeRequest, index: number): Promise<Drawn> => {
    const key = `${request.requestId}/${index}`
    const cached = drawn.get(key)
    if (cached !== undefined) return cached
    const order = orderOf(request)
    const picture =
      order === null
        ? Promise.reject(new Error('its endpoint is not served here'))
        : draw(order, index, openPicture)
    drawn.add(key, picture)
    return picture
  }

  return {
    orderOf,
    open,
    async drawAll(request) {
      const amount = orderOf(request)?.amount ?? 1
      // One after the other: each picture keeps all cores busy, and memory stays small.
      for (let index = 0; index < amount; index += 1) await open(request, index)
    },
  }
}

/** What was drawn, up to a number of bytes: the oldest is dropped beyond it, and what could not be drawn at once. */
function createDrawnCache(maxBytes: number) {
  const drawn = new Map<string, Promise<Drawn>>()
  const sizes = new Map<string, number>()
  const dropOldest = (): void => {
    let held = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
    for (const [key, bytes] of sizes) {
      if (held <= maxBytes) return
      held -= bytes
      sizes.delete(key)
      drawn.delete(key)
    }
  }
  return {
    get: (key: string): Promise<Drawn> | undefined => drawn.get(key),
    add(key: string, picture: Promise<Drawn>): void {
      drawn.set(key, picture)
      picture.then(
        ({ bytes }) => {
          sizes.set(key, bytes.length)
          dropOldest()
        },
        () => drawn.delete(key),
      )
    },
  }
}
