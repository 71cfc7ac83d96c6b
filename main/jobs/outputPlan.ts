import { OutputName } from '#shared/catalogue/endpoint.ts'
import { outputAddresses } from '#shared/endpoint/outputAddresses.ts'
import { outputPorts } from '#shared/endpoint/outputPorts.ts'
import { kindOfEnding, kindOfMime } from '#shared/media/kinds.ts'
import type { Json, MediaKind } from '#shared/ports/value.ts'
import { isMediaKind } from '#shared/ports/value.ts'

/** One address in an output, to be fetched. */
export interface PlannedOutput {
  readonly address: string
  /** Its place among the addresses of the output, from 0. */
  readonly place: number
  /** By its name in the output, or null. */
  readonly kind: MediaKind | null
  /** Whether the job is useless without it. Others (a link to a licence, for example) are fetched if possible. */
  readonly needed: boolean
}

/** The kind of media of an output with this name, or null. */
function kindNamed(name: string): MediaKind | null {
  const { success, data } = OutputName.safeParse(name)
  const kind = success ? outputPorts[data].type.kind : 'any'
  return isMediaKind(kind) ? kind : null
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
      const kind = kindNamed(key)
      if (kind === null) continue
      for (const address of outputAddresses(value)) if (!named.has(address)) named.set(address, kind)
    }
  }
  const promised = outputs === null || outputs.some((name) => isMediaKind(outputPorts[name].type.kind))
  return outputAddresses(output).map((address, place) => ({
    address,
    place,
    kind: named.get(address) ?? null,
    needed: promised && (named.size === 0 || named.has(address)),
  }))
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
  const family = kindOfMime(mime)
  if (family !== null) return family
  if (kind !== null) return kind
  if (!vague.includes(mime)) return null
  return kindOfEnding(/\.([a-z0-9]{1,8})(?:[?#]|$)/i.exec(address)?.[1] ?? '')
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
