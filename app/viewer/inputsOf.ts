import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { ResultRow } from '#shared/api/records.ts'
import type { MediaKind } from '#shared/ports/value.ts'
import { isList, isMediaKind, Sha256 } from '#shared/ports/value.ts'

/** An input of a picture at one port, by the port's label. */
export type GivenInput =
  | { readonly kind: 'media'; readonly label: string; readonly media: readonly GivenMedia[] }
  /** `prose` is text that the user writes, which needs room. */
  | { readonly kind: 'words'; readonly label: string; readonly text: string; readonly prose: boolean }

export interface GivenMedia {
  readonly sha256: string
  readonly media: MediaKind
}

/**
 * All inputs of a picture except its seed, in the order of the ports of its node's type: media first by position, then
 * what that type does not know.
 */
export function inputsOf(
  { inputs }: Pick<ResultRow, 'inputs'>,
  type: NodeType | undefined,
): readonly GivenInput[] {
  const ports = type?.inputs ?? {}
  const declared = Object.keys(ports).filter((name) => Object.hasOwn(inputs, name))
  const strays = Object.keys(inputs).filter((name) => !Object.hasOwn(ports, name))
  return [...declared, ...strays].flatMap((name): readonly GivenInput[] => {
    const [value, port] = [inputs[name], ports[name]]
    if (value === undefined || value === null || value === '' || port?.control.kind === 'seed') return []
    const label = port?.label ?? name
    const kind = port !== undefined && isMediaKind(port.type.kind) ? port.type.kind : 'image'
    const media = (isList(value) ? value : [value]).flatMap((one) => mediaOf(one, kind))
    if (media.length > 0) return [{ kind: 'media', label, media }]
    const prose = typeof value === 'string' && (port === undefined || port.control.kind === 'text')
    return [{ kind: 'words', label, text: typeof value === 'string' ? value : textOf(value), prose }]
  })
}

/** The first picture among the inputs, to compare with. */
export function firstPicture(inputs: readonly GivenInput[]): string | null {
  const pictures = inputs.flatMap((input) => (input.kind === 'media' ? input.media : []))
  return pictures.find(({ media }) => media === 'image')?.sha256 ?? null
}

function mediaOf(value: ResultRow['inputs'][string], media: MediaKind): readonly GivenMedia[] {
  if (typeof value !== 'object' || value === null || !('asset' in value)) return []
  const { data } = Sha256.safeParse(value['asset'])
  return data === undefined ? [] : [{ sha256: data, media }]
}

function textOf(value: ResultRow['inputs'][string]): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}
