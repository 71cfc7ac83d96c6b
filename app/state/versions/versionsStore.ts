import type { VersionRow } from '#shared/api/records.ts'
import type { Values } from '#shared/ports/value.ts'
import { toPinnedVersion } from '#shared/run/pinnedVersion.ts'
import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'
import type { Result } from '../results/results.ts'

/** A result of a node that can stand for it. */
export interface NodeVersion {
  readonly row: VersionRow
  /** Tells results apart by what they are. */
  readonly key: string
  /** The same, as a card shows it. */
  readonly result: Result
}

/** What is known of a node's results. */
export interface NodeVersions {
  /** In the order in which they were made. */
  readonly versions: readonly NodeVersion[]
  /** What the node had made last when they were asked for: with another result there is another list. */
  readonly until: Result | null
}

export interface VersionsState {
  /** By tab and node. */
  readonly loaded: Readonly<Record<string, Readonly<Record<string, NodeVersions>>>>
  /** By tab and node: the take that is looked at, where it is not the one that counts. */
  readonly viewed: Readonly<Record<string, Readonly<Record<string, Result>>>>
}

export const versionsStore = defineStore<VersionsState>(() => ({ loaded: {}, viewed: {} }))

export const keyOfOutputs = (outputs: Values): string => JSON.stringify(toPinnedVersion(outputs).outputs)

export function toVersion(row: VersionRow): NodeVersion {
  // The cast is sound: the host told of what a node gave out, which is values.
  const outputs = row.outputs as Values
  const { at, took, cost, fanned } = row
  return {
    row,
    key: keyOfOutputs(outputs),
    result: {
      phase: 'done',
      startedAt: took === null ? null : at - took,
      finishedAt: at,
      outputs,
      reused: false,
      ...(fanned !== undefined && { fanned }),
      cost,
    },
  }
}

export function setVersions(editor: Editor, tab: string, node: string, versions: NodeVersions): void {
  editor.get(versionsStore).setState(({ loaded }) => ({
    loaded: { ...loaded, [tab]: { ...loaded[tab], [node]: versions } },
  }))
}

/** Looks at a result of a node; null: at what counts again. */
export function viewVersion(editor: Editor, tab: string, node: string, result: Result | null): void {
  editor.get(versionsStore).setState((state) => {
    const { viewed } = state
    const { [node]: before, ...rest } = viewed[tab] ?? {}
    if ((before ?? null) === result) return state
    return { viewed: { ...viewed, [tab]: result === null ? rest : { ...rest, [node]: result } } }
  })
}
