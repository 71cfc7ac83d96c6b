import type { HostEvent } from './contract.ts'
import type { RunRow } from './records.ts'

type RowsChange = Extract<HostEvent, { type: 'runs.changed' }>

/** What a host sends of its rows: the differences from what it sent before. */
export interface RowsDiff {
  /** Null if nothing is different. */
  next(rows: readonly RunRow[]): RowsChange | null
}

export function createRowsDiff(): RowsDiff {
  let texts: ReadonlyMap<string, string> = new Map()
  let [order, waiting] = ['[]', '[]']
  return {
    next(rows) {
      const now = new Map(rows.map((row) => [row.id, JSON.stringify(row)]))
      const runs = rows.filter(({ id }) => texts.get(id) !== now.get(id))
      const ids = rows.map(({ id }) => id)
      const waitingIds = rows.flatMap(({ id, state }) => (state === 'queued' ? [id] : []))
      const change: RowsChange = {
        type: 'runs.changed',
        runs: [...runs],
        ...(JSON.stringify(ids) !== order && { order: ids }),
        ...(JSON.stringify(waitingIds) !== waiting && { waiting: waitingIds }),
      }
      texts = now
      ;[order, waiting] = [JSON.stringify(ids), JSON.stringify(waitingIds)]
      return runs.length === 0 && change.order === undefined && change.waiting === undefined ? null : change
    },
  }
}

/** The rows after a change; null if one of them is not known, so that all must be requested. */
export function mergeRows(rows: readonly RunRow[], { runs, order }: RowsChange): readonly RunRow[] | null {
  const known = new Map([...rows, ...runs].map((row) => [row.id, row]))
  const ids = order ?? rows.map(({ id }) => id)
  const merged = ids.flatMap((id) => known.get(id) ?? [])
  return merged.length === ids.length ? merged : null
}
