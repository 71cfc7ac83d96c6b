import { MAX_TYPES } from '#shared/api/catalogueRequests.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { definePart } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { notifyFailedLoad } from '../../base/notify.ts'
import { tabsStore } from '../tabs.ts'
import { catalogueStore, decided, receive, undecided } from './catalogue.ts'

/** By node type: the request that is on its way. */
const requests = definePart(() => new Map<string, Promise<void>>())

/**
 * Asks the host for the node types that this page does not know yet. Resolves once all are known, or known to be absent.
 * Rejects if the host does not answer: then they can be asked for again.
 */
export async function loadTypes(editor: Editor, types: Iterable<string>): Promise<void> {
  const pending = editor.get(requests)
  const wanted = undecided(editor, types)
  const open = wanted.filter((type) => !pending.has(type))
  for (let start = 0; start < open.length; start += MAX_TYPES) {
    const part = open.slice(start, start + MAX_TYPES)
    const request = getTypes(editor, part).finally(() => part.forEach((type) => pending.delete(type)))
    for (const type of part) pending.set(type, request)
  }
  await Promise.all(wanted.flatMap((type) => pending.get(type) ?? []))
}

async function getTypes(editor: Editor, types: readonly string[]): Promise<void> {
  receive(editor, types, await host(editor).request('catalogue.get', { types: [...types] }))
}

/**
 * The same for the nodes of a workflow that is about to be shown, so that no card changes its shape after it appeared.
 * Never rejects: a workflow opens without them, and they follow.
 */
export async function loadTypesOf(editor: Editor, { nodes }: Pick<Workflow, 'nodes'>): Promise<void> {
  await load(
    editor,
    nodes.map(({ type }) => type),
  )
}

const load = (editor: Editor, types: Iterable<string>): Promise<void> =>
  loadTypes(editor, types).catch((thrown) => notifyFailedLoad(editor, thrown))

/** Gets everything that was asked for once more: the host has changed, or was away. */
export async function reloadTypes(editor: Editor): Promise<void> {
  const types = decided(editor)
  for (let start = 0; start < types.length; start += MAX_TYPES)
    await getTypes(editor, types.slice(start, start + MAX_TYPES))
  await loadTypes(editor, openTypes(editor))
}

/** The host has other node types, as of `version`. */
export function onCatalogueChange(editor: Editor, version: string): void {
  if (editor.get(catalogueStore).getState().version === version) return
  reloadTypes(editor).catch((thrown) => notifyFailedLoad(editor, thrown))
}

const openTypes = (editor: Editor): readonly string[] =>
  editor
    .get(tabsStore)
    .getState()
    .tabs.flatMap(({ workflow }) => workflow.nodes.map(({ type }) => type))

/** Loads what comes onto a canvas by other ways: pasted, from another window, by undo. Returns a function that stops it. */
export function followTypes(editor: Editor): () => void {
  return editor.get(tabsStore).subscribe((after, before) => {
    if (after.tabs === before.tabs) return
    const earlier = new Set(before.tabs.map(({ workflow }) => workflow.nodes))
    const added = after.tabs.filter(({ workflow }) => !earlier.has(workflow.nodes))
    const types = undecided(
      editor,
      added.flatMap(({ workflow }) => workflow.nodes.map(({ type }) => type)),
    )
    if (types.length > 0) void load(editor, types)
  })
}
