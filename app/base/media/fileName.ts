import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { safeName } from '#nodes/local/naming/safeName.ts'
import type { ResultRow } from '#shared/api/records.ts'
import { endingOfMime } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'

/** The input that decides what a node draws: the one with the control for seeds, or one of that name. */
export function seedOf({ inputs }: Pick<ResultRow, 'inputs'>, type: NodeType | undefined): number | null {
  const ports = Object.entries(type?.inputs ?? {})
  const name = ports.find(([, port]) => port.control.kind === 'seed')?.[0] ?? 'seed'
  const value = inputs[name]
  return typeof value === 'number' ? value : null
}

/** The name that the file of an asset gets, as in `Harbour - Repaint - 42.png`: the same on every system. */
export function fileName(media: Media, row: ResultRow | null, registry: Registry): string {
  const seed = row === null ? null : seedOf(row, registry.get(row.nodeType))
  const parts = row === null ? [] : [row.workflowName, row.nodeTitle, seed === null ? '' : String(seed)]
  const ending = endingOfMime(media.mime)
  const name = safeName(parts.filter((part) => part.trim() !== '').join(' - '), media.sha256.slice(0, 12))
  return ending === undefined ? name : `${name}.${ending}`
}
