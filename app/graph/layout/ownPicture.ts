import type { Edge, Node } from '#shared/document/workflow.ts'
import { isPicture } from '#shared/media/kinds.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Values } from '#shared/ports/value.ts'
import { isMedia, isMediaKind } from '#shared/ports/value.ts'
import { assetOf } from '../values/literal.ts'

type Cables = ReadonlyMap<string, Edge>

/** A picture of the library that a node holds itself, and the input that names it. */
export interface OwnPicture {
  readonly input: string
  readonly sha256: string
}

/** The picture that a node only passes on, as *Load image* does; null for any other node. */
export function ownPictureOf(type: NodeType | undefined, node: Node, cables: Cables): OwnPicture | null {
  const [input, ...others] = Object.keys(type?.inputs ?? {})
  const port = type?.inputs[input ?? '']
  if (input === undefined || others.length > 0 || port === undefined || cables.has(input)) return null
  if (!isMediaKind(port.type.kind) || !isPicture(port.type.kind)) return null
  if (!Object.values(type?.passes ?? {}).includes(input)) return null
  const sha256 = assetOf(node.values?.[input])
  return sha256 === null ? null : { input, sha256 }
}

/** Whether all that a node has made stands in its own controls: its card would say it twice. */
export function repeatsInput(type: NodeType, node: Node, cables: Cables, outputs: Values): boolean {
  const shown = new Set(
    Object.entries(type.inputs).flatMap(([name, port]) => {
      if (cables.has(name)) return []
      const value = node.values?.[name] ?? port.default
      const asset = assetOf(value)
      return asset !== null ? [asset] : [keyOf(value)]
    }),
  )
  const made = Object.values(outputs)
  return made.length > 0 && made.every((value) => shown.has(isMedia(value) ? value.sha256 : keyOf(value)))
}

/** Values are compared as JSON; a medium has its own key. */
const keyOf = (value: unknown): string => `value ${JSON.stringify(value)}`
