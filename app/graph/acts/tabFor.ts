import type { ResultRow } from '#shared/api/records.ts'
import type { Tab, Tabs } from '../../state/tabs.ts'

/**
 * The open tab with the node that made a result: the one that started its run; else, among those with the workflow's
 * name, the shown one first. Null if none has the node.
 */
export function tabFor({ tabs, active }: Tabs, row: ResultRow): Tab | null {
  const candidates = tabs.filter(
    ({ workflow, entry, run }) =>
      workflow.nodes.some(
        ({ id, type }) => id === row.node && (row.nodeType === '' || type === row.nodeType),
      ) &&
      (run === row.run || (workflow.name ?? entry?.name ?? '') === row.workflowName),
  )
  const rank = (tab: Tab): number => (tab.run === row.run ? 0 : tab.id === active ? 1 : 2)
  return candidates.toSorted((one, other) => rank(one) - rank(other))[0] ?? null
}
