import type { NodeContext, SaveNames } from '#shared/services.ts'
import { checkPattern, dateParts, fileName, folderPath } from '../naming/pattern.ts'

export interface NamePatterns {
  readonly name: string
  readonly folder: string
  readonly seed?: number | undefined
}

/** What is wrong with the patterns, or null. */
export const checkNames = ({ name = '', folder = '' }: Partial<NamePatterns>): string | null =>
  checkPattern(name) ?? checkPattern(folder)

/** Where the file of the item at `index` of a list is saved. `otherwise` is its name if the pattern leaves nothing. */
export function saveNames(
  { name, folder, seed }: NamePatterns,
  {
    index,
    otherwise,
    context,
  }: { readonly index: number; readonly otherwise: string; readonly context: NodeContext },
): SaveNames {
  const { run, node } = context
  const parts = {
    ...dateParts(run.startedAt),
    workflow: run.workflow,
    node: node.title,
    seed: seed === undefined ? '' : String(seed),
    n: String(index + 1),
  }
  const open = { ...parts, date: '{date}', time: '{time}' }
  return {
    folder: folderPath(folder, parts),
    name: fileName(name, parts, otherwise),
    pattern: `${folderPath(folder, open)}/${fileName(name, open, otherwise)}`,
  }
}
