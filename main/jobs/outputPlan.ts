import { outputAddresses } from '#shared/endpoint/readOutput.ts'
import type { Json, MediaKind } from '#shared/ports/value.ts'
import { isMediaKind } from '#shared/ports/value.ts'

/** One address in an output, to be fetched. */
export interface PlannedOutput {
  readonly address: string
  /** By the name under which it stands, or null. */
  readonly kind: MediaKind | null
  /** Whether the job is nothing without it. Others (a link to a licence, say) are fetched if they can be. */
  readonly needed: boolean
}

const mediaName = /^(image|video|audio)s?$/

/** The addresses in an endpoint's output. Those under `image`, `images` and their kin are needed; where there are none, all. */
export function planOutputs(output: Json): readonly PlannedOutput[] {
  const named = new Map<string, MediaKind>()
  if (typeof output === 'object' && output !== null && !Array.isArray(output)) {
    for (const [key, value] of Object.entries(output as Readonly<Record<string, Json>>)) {
      const kind = mediaName.exec(key)?.[1]
      if (kind === undefined || !isMediaKind(kind)) continue
      for (const address of outputAddresses(value)) if (!named.has(address)) named.set(address, kind)
    }
  }
  return outputAddresses(output).map((address) => ({
    address,
    kind: named.get(address) ?? null,
    needed: named.size === 0 || named.has(address),
  }))
}

const endings: Readonly<Record<string, MediaKind>> = {
  mp4: 'video',
  webm: 'video',
  mov: 'video',
  mp3: 'audio',
  wav: 'audio',
  ogg: 'audio',
  flac: 'audio',
}

/** What kind of media lies there: by the type that its server names, by its name in the output, by its ending. */
export function guessKind(
  mime: string,
  { address, kind }: Pick<PlannedOutput, 'address' | 'kind'>,
): MediaKind {
  const family = mime.split('/', 1)[0] ?? ''
  if (isMediaKind(family)) return family
  if (kind !== null) return kind
  const ending = /\.([a-z0-9]+)(?:[?#]|$)/i.exec(address)?.[1]?.toLowerCase() ?? ''
  return (Object.hasOwn(endings, ending) ? endings[ending] : undefined) ?? 'image'
}
