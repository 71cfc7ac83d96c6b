import { createStore } from 'zustand/vanilla'
import type { VersionRow } from '#shared/ipc/records.ts'
import type { Values } from '#shared/ports/value.ts'
import { toPinnedVersion } from '#shared/run/pinnedVersion.ts'
import type { Result } from '../results/results.ts'

/** A result of a node that can stand for it. */
export interface Take {
  readonly row: VersionRow
  /** Tells results apart by what they are. */
  readonly key: string
  /** The same, as a card shows it. */
  readonly result: Result
}

/** What is known of a node's results. */
export interface NodeTakes {
  /** In the order in which they were made. */
  readonly takes: readonly Take[]
  /** What the node had made last when they were asked for: with another result there is another list. */
  readonly until: Result | null
}

export interface TakesState {
  /** By tab and node. */
  readonly known: Readonly<Record<string, Readonly<Record<string, NodeTakes>>>>
  /** By tab and node: the take that is looked at, where it is not the one that counts. */
  readonly looks: Readonly<Record<string, Readonly<Record<string, Result>>>>
}

export const takesStore = createStore<TakesState>(() => ({ known: {}, looks: {} }))

export const keyOfOutputs = (outputs: Values): string => JSON.stringify(toPinnedVersion(outputs).outputs)

export function toTake(row: VersionRow): Take {
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

export function keepTakes(tab: string, node: string, takes: NodeTakes): void {
  takesStore.setState(({ known }) => ({ known: { ...known, [tab]: { ...known[tab], [node]: takes } } }))
}

/** Looks at a result of a node; null: at what counts again. */
export function lookAt(tab: string, node: string, result: Result | null): void {
  takesStore.setState((state) => {
    const { looks } = state
    const { [node]: before, ...rest } = looks[tab] ?? {}
    if ((before ?? null) === result) return state
    return { looks: { ...looks, [tab]: result === null ? rest : { ...rest, [node]: result } } }
  })
}
