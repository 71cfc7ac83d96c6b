import { emptyWorkflow } from '#shared/document/defaults.ts'
import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { WorkflowEntry } from '#shared/api/records.ts'
import { defineStore } from '../base/editor.ts'
import type { Editor } from '../base/editor.ts'
import { nextUntitled } from './workflows/untitled.ts'

/**
 * Why the workflow of a tab cannot simply be saved: its file was changed (`file`) or is gone (`gone`), or another
 * window has edited the same draft (`window`), whose latest version is `version`.
 */
export type Conflict =
  | { readonly kind: 'file' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'window'; readonly version: string | null }

/** A workflow on a canvas, with its undo history. */
export interface Tab {
  /** A saved workflow's id, or one that the editor made up. It stays when the workflow is saved for the first time. */
  readonly id: string
  /** The saved workflow, or null if it was never saved. */
  readonly entry: WorkflowEntry | null
  readonly workflow: Workflow
  /** The workflow as it was last saved, or as the template has it: differences from it are unsaved. */
  readonly saved: Workflow | null
  /** The version of the file that the edits are based on; null without a file. */
  readonly base: string | null
  readonly conflict: Conflict | null
  readonly past: readonly Workflow[]
  readonly future: readonly Workflow[]
  /** Consecutive edits with the same key are one undo step. */
  readonly lastKey: string | null
  /** From a newer version: read-only. */
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

/** The number of undo steps. */
const MAX_PAST = 200

export const tabsStore = defineStore<Tabs>(() => ({ tabs: [], active: null }))

export const shownTab = ({ tabs, active }: Tabs): Tab | null => tabs.find((tab) => tab.id === active) ?? null

export const activeTab = (editor: Editor): Tab | null => shownTab(editor.get(tabsStore).getState())

export const isDirty = (tab: Tab): boolean => tab.workflow !== tab.saved

/** Its id on the host: the saved workflow's id, or else the tab's own. */
export const savedId = (tab: Tab): string => tab.entry?.id ?? tab.id

/** Its name for the user: the file's name, if there is one. */
export const nameOfTab = ({ entry, workflow }: Tab): string => entry?.name ?? workflow.name ?? 'Untitled'

/** The tab of a saved workflow, or of a draft. */
export const tabOf = (editor: Editor, id: string): Tab | null => findTab(id, editor.get(tabsStore).getState())

const findTab = (id: string, { tabs }: Tabs): Tab | null =>
  tabs.find((tab) => savedId(tab) === id) ?? tabs.find((tab) => tab.id === id) ?? null

/** Changes a tab; does nothing if it was closed meanwhile. */
export function changeTab(editor: Editor, id: string, next: (tab: Tab) => Partial<Tab>): void {
  change(editor, id, (tab) => ({ ...tab, ...next(tab) }))
}

function change(editor: Editor, id: string | null, next: (tab: Tab) => Tab): void {
  editor
    .get(tabsStore)
    .setState(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.id === id ? next(tab) : tab)) }))
}

/**
 * Edits the active tab as one undo step. Consecutive edits with the same `key` (a drag, typing in one field) are one
 * step. An edit that changes nothing adds no step.
 */
export function edit(editor: Editor, act: Edit, key: string | null = null): void {
  change(editor, editor.get(tabsStore).getState().active, (tab) => {
    if (tab.readOnly) return tab
    const workflow = act(tab.workflow)
    if (workflow === tab.workflow) return tab
    const merged = key !== null && key === tab.lastKey
    const past = merged ? tab.past : [...tab.past, tab.workflow].slice(-MAX_PAST)
    return { ...tab, workflow, past, future: [], lastKey: key }
  })
}

/** Ends an undo step that consists of several edits: the next edit with the same key begins another. */
export function endAct(editor: Editor): void {
  change(editor, editor.get(tabsStore).getState().active, (tab) =>
    tab.lastKey === null ? tab : { ...tab, lastKey: null },
  )
}

/** Takes back an unfinished undo step as if it had never begun; returns whether there was one with this key. */
export function dropAct(editor: Editor, key: string): boolean {
  if (activeTab(editor)?.lastKey !== key) return false
  change(editor, editor.get(tabsStore).getState().active, (tab) => ({
    ...tab,
    workflow: tab.past.at(-1) ?? tab.workflow,
    past: tab.past.slice(0, -1),
    lastKey: null,
  }))
  return true
}

export function undo(editor: Editor): void {
  change(editor, editor.get(tabsStore).getState().active, (tab) => {
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

export function redo(editor: Editor): void {
  change(editor, editor.get(tabsStore).getState().active, (tab) => {
    const [workflow, ...future] = tab.future
    if (workflow === undefined) return tab
    return { ...tab, workflow, past: [...tab.past, tab.workflow], future, lastKey: null }
  })
}

/** Changes without an undo step: drawn seeds, the view. */
export function amend(editor: Editor, id: string, act: Edit): void {
  change(editor, id, (tab) => ({ ...tab, workflow: act(tab.workflow) }))
}

export function select(editor: Editor, selected: ReadonlySet<string>): void {
  change(editor, editor.get(tabsStore).getState().active, (tab) => ({ ...tab, selected }))
}

export interface OpenTab {
  readonly id: string
  readonly entry: WorkflowEntry | null
  readonly workflow: Workflow
  readonly saved: Workflow | null
  readonly readOnly: boolean
  /** Absent: the entry's version. */
  readonly base?: string | null
}

/** Opens a tab and shows it; one that is open already is only shown. */
export function openTab(editor: Editor, opened: OpenTab): void {
  editor.get(tabsStore).setState((state) => {
    const { tabs } = state
    const existing = findTab(opened.entry?.id ?? opened.id, state)
    if (existing !== null) return { active: existing.id }
    const base = opened.base === undefined ? (opened.entry?.version ?? null) : opened.base
    const conflict: Conflict | null =
      opened.entry !== null && base !== opened.entry.version ? { kind: 'file' } : null
    const fresh = { past: [], future: [], lastKey: null, selected: new Set<string>(), run: null }
    return { tabs: [...tabs, { ...opened, ...fresh, base, conflict }], active: opened.id }
  })
}

export function openEmpty(editor: Editor, id: string): void {
  const workflow = emptyWorkflow(nextUntitled(editor.get(tabsStore).getState().tabs.map(nameOfTab)))
  openTab(editor, { id, entry: null, workflow, saved: workflow, readOnly: false })
}

export function showTab(editor: Editor, id: string): void {
  editor.get(tabsStore).setState({ active: id })
}

/** Closes a tab; where it was shown, its neighbour is shown instead. */
export function closeTab(editor: Editor, id: string): void {
  editor.get(tabsStore).setState(({ tabs, active }) => {
    const index = tabs.findIndex((tab) => tab.id === id)
    const left = tabs.filter((tab) => tab.id !== id)
    const next = left[Math.min(index, left.length - 1)]?.id ?? null
    return { tabs: left, active: active === id ? next : active }
  })
}

/** Shows the tab this many places further, with wrap-around. */
export function stepTab(editor: Editor, by: number): void {
  editor.get(tabsStore).setState(({ tabs, active }) => {
    const index = tabs.findIndex((tab) => tab.id === active)
    return { active: tabs.at((index + by + tabs.length) % tabs.length)?.id ?? null }
  })
}

/** Moves a tab to a position among the others, from 0. */
export function moveTab(editor: Editor, id: string, index: number): void {
  editor.get(tabsStore).setState(({ tabs }) => {
    const tab = tabs.find((one) => one.id === id)
    return tab === undefined ? {} : { tabs: tabs.filter((one) => one !== tab).toSpliced(index, 0, tab) }
  })
}

/** The host has saved `saved`, which was `sent` from the canvas; edits made meanwhile are still unsaved. */
export function markSaved(
  editor: Editor,
  id: string,
  entry: WorkflowEntry,
  sent: Workflow,
  saved: Workflow,
): void {
  changeTab(editor, id, ({ workflow }) => ({
    entry,
    saved,
    base: entry.version,
    conflict: null,
    workflow: workflow === sent ? saved : renameWorkflow(entry.name)(workflow),
  }))
}

/**
 * Replaces the canvas by another state of the file, as an undo step; consecutive ones with the same `key` are one step.
 */
export function replaceWorkflow(
  editor: Editor,
  id: string,
  entry: WorkflowEntry | null,
  workflow: Workflow,
  saved: Workflow | null,
  key: string | null = null,
): void {
  changeTab(editor, id, (tab) => ({
    entry,
    workflow,
    saved,
    base: entry?.version ?? null,
    conflict: null,
    past: key !== null && key === tab.lastKey ? tab.past : [...tab.past, tab.workflow].slice(-MAX_PAST),
    future: [],
    lastKey: key,
  }))
}

export function setTabRun(editor: Editor, id: string, run: string): void {
  change(editor, id, (tab) => ({ ...tab, run }))
}
