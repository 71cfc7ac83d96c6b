import type { ResultRow } from '#shared/api/records.ts'
import { promptOf } from '#shared/nodes/promptOf.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { seedOf } from '../base/media/fileName.ts'

/** What a person recognizes a result by. */
export interface Caption {
  /** Its prompt; the title of its node if it has none. */
  readonly text: string
  /** `Seed 11`, or the title of its node; '' if that is the text. */
  readonly more: string
}

export function captionOf(row: ResultRow, registry: Pick<Registry, 'get'>): Caption {
  const prompt = promptOf(row.inputs)
  const seed = seedOf(row, registry.get(row.nodeType))
  const more = seed === null ? row.nodeTitle : `Seed ${seed}`
  return prompt === null ? { text: row.nodeTitle, more: seed === null ? '' : more } : { text: prompt, more }
}
