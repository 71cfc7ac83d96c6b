import { createStore } from 'zustand/vanilla'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { WorkflowEntry } from '#shared/ipc/records.ts'

/** A workflow on a canvas, with the acts that can be undone. */
export interface Tab {
  /** A kept workflow's id, or one that the editor made up. */
  readonly id: string
  /** The kept workflow, or null while it was never saved. */
  readonly entry: WorkflowEntry | null
  readonly workflow: Workflow
  /** The workflow as it was saved last: what differs from it is not saved. */
  readonly saved: Workflow | null
  readonly past: readonly Workflow[]
  readonly future: readonly Workflow[]
  /** Edits with the same key, one right after the other, are one act. */
  readonly lastKey: string | null
  /** From a newer version: to look at only. */
  readonly readOnly: boolean
  readonly selected: ReadonlySet<string>
  /** The latest run that was started here. */
  readonly run: string | null
}

export interface Tabs {
  readonly tabs: readonly Tab[]
  readonly active: string | null
}

export type Edit = (workflow: Workflow) => Workflow

/** How many acts can be undone. */
const MOST_PAST = 200

export const tabsStore = createStore<Tabs>(() => ({ tabs: [], active: null }))

const { getState, setState } = tabsStore

export const activeTab = ({ tabs, active }: Tabs = getState()): Tab | null =>
  tabs.find((tab) => tab.id === active) ?? null

export const isDirty = (tab: Tab): boolean => tab.workflow !== tab.saved

function change(id: string | null, next: (tab: Tab) => Tab): void {
  setState(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.id === id ? next(tab) : tab)) }))
}

/**
 * One act of the person on the active tab: one step of undo. Acts with the same `key` in a row (a drag, typing in one
 * field) are one. An edit that changes nothing is no act.
 */
export function edit(act: Edit, key: string | null = null): void {
  change(getState().active, (tab) => {
    if (tab.readOnly) return tab
    const workflow = act(tab.workflow)
    if (workflow === tab.workflow) return tab
    const merged = key !== null && key === tab.lastKey
    const past = merged ? tab.past : [...tab.past, tab.workflow].slice(-MOST_PAST)
    return { ...tab, workflow, past, future: [], lastKey: key }
  })
}

/** Ends an act that is made of several edits: the next one with the same key is an act of its own. */
export function endAct(): void {
  change(getState().active, (tab) => (tab.lastKey === null ? tab : { ...tab, lastKey: null }))
}

export function undo(): void {
  change(getState().active, (tab) => {
    const workflow = tab.past.at(-1)
    if (workflow === undefined) return tab
    return {
      ...tab,
      workflow,
      past: tab.past.slice(0, -1),
      future: [tab.workflow, ...tab.future],
      lastKey: null,
    }
  })
}

export function redo(): void {
  change(getState().active, (tab) => {
    const [workflow, ...future] = tab.future
    if (workflow === undefined) return tab
    return { ...tab, workflow, past: [...tab.past, tab.workflow], future, lastKey: null }
  })
}

/** Changes that are no act: the seeds that a run drew, the view. They are not undone by themselves. */
export function amend(id: string, act: Edit): void {
  change(id, (tab) => ({ ...tab, workflow: act(tab.workflow) }))
}

export function select(selected: ReadonlySet<string>): void {
  change(getState().active, (tab) => ({ ...tab, selected }))
}

export interface OpenTab {
  readonly id: string
  readonly entry: WorkflowEntry | null
  readonly workflow: Workflow
  readonly saved: Workflow | null
  readonly readOnly: boolean
}

/** Opens a tab and shows it; one that is open already is only shown. */
export function openTab(opened: OpenTab): void {
  setState(({ tabs }) => {
    const known = tabs.some((tab) => tab.id === opened.id)
    const tab: Tab = { ...opened, past: [], future: [], lastKey: null, selected: new Set(), run: null }
    return { tabs: known ? tabs : [...tabs, tab], active: opened.id }
  })
}

export const openEmpty = (id: string): void =>
  openTab({ id, entry: null, workflow: emptyWorkflow('Untitled'), saved: null, readOnly: false })

export function showTab(id: string): void {
  setState({ active: id })
}

export function closeTab(id: string): void {
  setState(({ tabs, active }) => {
    const left = tabs.filter((tab) => tab.id !== id)
    return { tabs: left, active: active === id ? (left.at(-1)?.id ?? null) : active }
  })
}

/** The host has saved what is (or was, a moment ago) on the canvas. */
export function markSaved(id: string, entry: WorkflowEntry, saved: Workflow): void {
  setState(({ tabs, active }) => ({
    tabs: tabs.map((tab) => (tab.id === id ? { ...tab, id: entry.id, entry, saved } : tab)),
    active: active === id ? entry.id : active,
  }))
}

export function setTabRun(id: string, run: string): void {
  change(id, (tab) => ({ ...tab, run }))
}
