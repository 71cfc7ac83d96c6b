import type { Node, Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { titleOf } from '../../state/nodeType.ts'

/** A node that a search found, and where the words occur. */
export interface Found {
  readonly node: string
  readonly title: string
  /** The text around the match: of the title, the id or a value. */
  readonly where: string
}

/** Nodes whose title, type, id or values contain the words, whatever their case; in the order of the file. */
export function findNodes({ nodes }: Workflow, query: string, registry: Registry): readonly Found[] {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return []
  return nodes.flatMap((node) => {
    const where = [titleOf(node, registry), node.id, node.type, ...valuesOf(node)].find((text) =>
      text.toLowerCase().includes(wanted),
    )
    return where === undefined
      ? []
      : [{ node: node.id, title: titleOf(node, registry), where: excerpt(where, wanted) }]
  })
}

const valuesOf = ({ values = {} }: Node): readonly string[] =>
  Object.values(values).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))

const AROUND = 24

function excerpt(text: string, wanted: string): string {
  const at = text.toLowerCase().indexOf(wanted)
  const start = Math.max(0, at - AROUND)
  const end = Math.min(text.length, at + wanted.length + AROUND)
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`
}
