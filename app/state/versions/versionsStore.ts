import type { VersionRow } from '#shared/api/records.ts'
import type { Values } from '#shared/ports/value.ts'
import { toPinnedVersion } from '#shared/run/pinnedVersion.ts'
import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'
import type { Result } from '../results/results.ts'

/** A result of a node that can be pinned. */
export interface NodeVersion {
  readonly row: VersionRow
  /** The identity of a result. */
  readonly key: string
  /** The same, as a card shows it. */
  readonly result: Result
}

/** The loaded versions of a node. */
export interface NodeVersions {
  /** In the order in which they were made. */
  readonly versions: readonly NodeVersion[]
  /** The latest result when they were loaded: with another latest result the list is outdated. */
  readonly until: Result | null
}

export interface VersionsState {
  /** By tab and node. */
  readonly loaded: Readonly<Record<string, Readonly<Record<string, NodeVersions>>>>
  /** By tab and node: the previewed version, if it is not what the node outputs. */
  readonly viewed: Readonly<Record<string, Readonly<Record<string, Result>>>>
}

export const versionsStore = defineStore<VersionsState>(() => ({ loaded: {}, viewed: {} }))

export const keyOfOutputs = (outputs: Values): string => JSON.stringify(toPinnedVersion(outputs).outputs)

export function toVersion(row: VersionRow): NodeVersion {
  // The cast is sound: the host reports outputs of a node, which are values.
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

/** Previews a version of a node; null ends the preview. */
export function viewVersion(editor: Editor, tab: string, node: string, result: Result | null): void {
  editor.get(versionsStore).setState((state) => {
    const { viewed } = state
    const { [node]: before, ...rest } = viewed[tab] ?? {}
    if ((before ?? null) === result) return state
    return { viewed: { ...viewed, [tab]: result === null ? rest : { ...rest, [node]: result } } }
  })
}
