import { emptyWorkflow } from '#shared/document/defaults.ts'
import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { WorkflowEntry } from '#shared/api/records.ts'
import { defineStore } from '../base/editor.ts'
import type { Editor } from '../base/editor.ts'

/**
 * Why what is on a canvas cannot just be saved: its file was changed (`file`) or is gone (`gone`), or another window has
 * edited the same draft (`window`), of which `version` is known.
 */
export type Conflict =
  | { readonly kind: 'file' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'window'; readonly version: string | null }

/** A workflow on a canvas, with the acts that can be undone. */
export interface Tab {
  /** A kept workflow's id, or one that the editor made up. It stays when the workflow is saved for the first time. */
  readonly id: string
  /** The kept workflow, or null while it was never saved. */
  readonly entry: WorkflowEntry | null
  readonly workflow: Workflow
  /** The workflow as it was saved last, or as a template has it: what differs from it is not saved. */
  readonly saved: Workflow | null
  /** The version of the file that this began with; null where there is no file. */
  readonly base: string | null
  readonly conflict: Conflict | null
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
const MAX_PAST = 200

export const tabsStore = defineStore<Tabs>(() => ({ tabs: [], active: null }))

export const shownTab = ({ tabs, active }: Tabs): Tab | null => tabs.find((tab) => tab.id === active) ?? null

export const activeTab = (editor: Editor): Tab | null => shownTab(editor.get(tabsStore).getState())

export const isDirty = (tab: Tab): boolean => tab.workflow !== tab.saved

/** What the host calls it: the kept workflow's id, else the tab's own. */
export const savedId = (tab: Tab): string => tab.entry?.id ?? tab.id

/** What a person calls it: as its file is called, where there is one. */
export const nameOfTab = ({ entry, workflow }: Tab): string => entry?.name ?? workflow.name ?? 'Untitled'

/** The tab of a kept workflow, or of a draft. */
export const tabOf = (editor: Editor, id: string): Tab | null => findTab(id, editor.get(tabsStore).getState())

const findTab = (id: string, { tabs }: Tabs): Tab | null =>
  tabs.find((tab) => savedId(tab) === id) ?? tabs.find((tab) => tab.id === id) ?? null

/** Changes a tab; one that is gone meanwhile is passed over. */
export function changeTab(editor: Editor, id: string, next: (tab: Tab) => Partial<Tab>): void {
  change(editor, id, (tab) => ({ ...tab, ...next(tab) }))
}

function change(editor: Editor, id: string | null, next: (tab: Tab) => Tab): void {
  editor
    .get(tabsStore)
    .setState(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.id === id ? next(tab) : tab)) }))
}

/**
 * One act of the person on the active tab: one step of undo. Acts with the same `key` in a row (a drag, typing in one
 * field) are one. An edit that changes nothing is no act.
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

/** Ends an act that is made of several edits: the next one with the same key is an act of its own. */
export function endAct(editor: Editor): void {
  change(editor, editor.get(tabsStore).getState().active, (tab) =>
    tab.lastKey === null ? tab : { ...tab, lastKey: null },
  )
}

/** Takes back an act that has not ended, as if it had never begun; answers whether there was one with this key. */
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

/** Changes that are no act: the seeds that a run drew, the view. They are not undone by themselves. */
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
  const workflow = emptyWorkflow('Untitled')
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

/** Shows the tab so many places further, going round. */
export function stepTab(editor: Editor, by: number): void {
  editor.get(tabsStore).setState(({ tabs, active }) => {
    const index = tabs.findIndex((tab) => tab.id === active)
    return { active: tabs.at((index + by + tabs.length) % tabs.length)?.id ?? null }
  })
}

/** Puts a tab at a place among the others, from 0. */
export function moveTab(editor: Editor, id: string, index: number): void {
  editor.get(tabsStore).setState(({ tabs }) => {
    const tab = tabs.find((one) => one.id === id)
    return tab === undefined ? {} : { tabs: tabs.filter((one) => one !== tab).toSpliced(index, 0, tab) }
  })
}

/** The host has saved `saved`, which was `sent` on the canvas; what was edited meanwhile is not saved yet. */
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
 * Another state of the file takes the place of what is on the canvas, as an act that can be undone; with the same `key` in
 * a row, as one act.
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
