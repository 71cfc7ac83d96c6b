import type { OutputName } from '#shared/catalogue/endpoint.ts'
import { outputAddresses } from '#shared/endpoint/outputAddresses.ts'
import { outputPorts } from '#shared/endpoint/outputPorts.ts'
import type { Json, MediaKind } from '#shared/ports/value.ts'
import { isMediaKind } from '#shared/ports/value.ts'

/** One address in an output, to be fetched. */
export interface PlannedOutput {
  readonly address: string
  /** By its name in the output, or null. */
  readonly kind: MediaKind | null
  /** Whether the job is useless without it. Others (a link to a licence, for example) are fetched if possible. */
  readonly needed: boolean
}

const mediaName = /^(image|video|audio|model|file)s?$/

const kinds: Readonly<Record<string, MediaKind>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  model: 'file',
  file: 'file',
}

/**
 * The addresses in an endpoint's output. Those under `image`, `images` and the like are required; if there are none,
 * all are. For an endpoint that promises no file (`outputs`; null if not known) none is: an address in a text is a
 * text.
 */
export function planOutputs(
  output: Json,
  outputs: readonly OutputName[] | null = null,
): readonly PlannedOutput[] {
  const named = new Map<string, MediaKind>()
  if (typeof output === 'object' && output !== null && !Array.isArray(output)) {
    for (const [key, value] of Object.entries(output as Readonly<Record<string, Json>>)) {
      const kind = kinds[mediaName.exec(key)?.[1] ?? '']
      if (kind === undefined) continue
      for (const address of outputAddresses(value)) if (!named.has(address)) named.set(address, kind)
    }
  }
  const promised = outputs === null || outputs.some((name) => isMediaKind(outputPorts[name].type.kind))
  return outputAddresses(output).map((address) => ({
    address,
    kind: named.get(address) ?? null,
    needed: promised && (named.size === 0 || named.has(address)),
  }))
}

const endings: Readonly<Record<string, MediaKind>> = {
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  webp: 'image',
  avif: 'image',
  gif: 'image',
  mp4: 'video',
  webm: 'video',
  mov: 'video',
  mp3: 'audio',
  wav: 'audio',
  ogg: 'audio',
  flac: 'audio',
}

/** Media types that say nothing about a file. */
const vague = ['', 'application/octet-stream', 'binary/octet-stream']

/**
 * The kind of media at an address: by its server's type, its name in the output, its extension; null if none of them says,
 * or if its server names another type.
 */
export function guessKind(
  mime: string,
  { address, kind }: Pick<PlannedOutput, 'address' | 'kind'>,
): MediaKind | null {
  const family = mime.split('/', 1)[0] ?? ''
  if (isMediaKind(family)) return family
  if (kind !== null) return kind
  if (!vague.includes(mime)) return null
  const ending = /\.([a-z0-9]{1,8})(?:[?#]|$)/i.exec(address)?.[1]?.toLowerCase() ?? ''
  return (Object.hasOwn(endings, ending) ? endings[ending] : undefined) ?? null
}

/** The file name in an address; undefined if there is none. */
export function nameAt(address: string): string | undefined {
  const path = address.startsWith('data:') ? '' : (URL.parse(address)?.pathname ?? '')
  const last = path.slice(path.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(last).replaceAll(/[\p{C}/\\]/gu, '') || undefined
  } catch {
    return last || undefined
  }
}
