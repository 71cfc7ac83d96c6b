import { insert, renewIds, copyFragment } from '#shared/document/edits/fragment.ts'
import type { Fragment } from '#shared/document/edits/fragment.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import { showKeys } from '../../base/keys/keys.ts'
import { isMac } from '../../base/keys/platform.ts'
import { notifyError, notify } from '../../base/notify.ts'
import { registryOf, undecided } from '../../state/catalogue/catalogue.ts'
import { loadTypesOf } from '../../state/catalogue/loadTypes.ts'
import { activeTab, edit, select } from '../../state/tabs.ts'
import { pointerPosition } from '../../graph/reactFlow.ts'
import { readFragment, writeFragment } from '../../graph/model/clipboardText.ts'
import type { Point } from '../../base/geometry.ts'
import { withMembers } from './choose.ts'
import { newId } from '../../base/ids.ts'
import { revealWhenShown } from '../../graph/acts/revealWhenShown.ts'
import { removeSelected, selection } from '../../graph/acts/selection.ts'

/**
 * The selection as text, a group with its contents; null if nothing is selected. Includes the cables that enter the
 * selection from outside.
 */
export function copyText(editor: Editor): string | null {
  const tab = activeTab(editor)
  if (tab === null || tab.selected.size === 0) return null
  return writeFragment(
    copyFragment(tab.workflow, withMembers(editor, tab.selected), { incoming: true }),
    registryOf(editor),
  )
}

export async function copy(editor: Editor): Promise<void> {
  const text = copyText(editor)
  if (text !== null) await navigator.clipboard.writeText(text)
}

export async function cut(editor: Editor): Promise<void> {
  await copy(editor)
  removeSelected(editor)
}

export async function paste(editor: Editor, withIncoming: boolean): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => null)
  if (text === null) {
    const keys = withIncoming ? 'Mod+Shift+V' : 'Mod+V'
    notifyError(
      editor,
      `The browser does not let a menu read the clipboard. Press ${showKeys(keys, isMac)} instead.`,
    )
  } else if (!pasteText(editor, text, withIncoming)) notify(editor, 'The clipboard has no nodes.')
}

/**
 * Pastes a text at the pointer. Returns whether it was a workflow: then its nodes are on the canvas at once, or as soon
 * as their types are known.
 */
export function pasteText(editor: Editor, text: string, withIncoming: boolean): boolean {
  const read = readFragment(text)
  if (read === null) return false
  const whole: Fragment = { nodes: read.nodes, edges: read.edges, groups: read.groups, schemas: read.schemas }
  const fragment = withIncoming ? whole : withoutIncoming(whole)
  const at = pointerPosition(editor)
  const tab = activeTab(editor)?.id
  if (undecided(editor, typesIn(read)).length === 0) insertFragment(editor, fragment, at)
  else
    void loadTypesOf(editor, read).then(() => {
      if (activeTab(editor)?.id === tab) insertFragment(editor, fragment, at)
    })
  return true
}

const typesIn = ({ nodes }: Pick<Workflow, 'nodes'>): readonly string[] => nodes.map(({ type }) => type)

const OFFSET = 32

export function duplicate(editor: Editor): void {
  const tab = activeTab(editor)
  if (tab === null || selection(editor).size === 0) return
  insertFragment(editor, copyFragment(tab.workflow, withMembers(editor, tab.selected)), null)
}

function withoutIncoming(fragment: Fragment): Fragment {
  const { nodes, edges } = fragment
  const own = new Set(nodes.map(({ id }) => id))
  return { ...fragment, edges: edges.filter(({ from }) => own.has(from.node)) }
}

/** At a position on the canvas, or offset from the original. */
function insertFragment(editor: Editor, fragment: Fragment, at: Point | null): void {
  const items = [...fragment.nodes, ...(fragment.groups ?? [])]
  if (items.length === 0) return
  const left = Math.min(...items.map(({ position }) => position.x))
  const top = Math.min(...items.map(({ position }) => position.y))
  const by =
    at === null ? { dx: OFFSET, dy: OFFSET } : { dx: Math.round(at.x - left), dy: Math.round(at.y - top) }
  const fresh = renewIds(fragment, newId)
  edit(editor, insert(fresh, by))
  const ids = [...fresh.nodes, ...(fresh.groups ?? [])].map(({ id }) => id)
  select(editor, new Set(ids))
  revealWhenShown(editor, ids)
}
