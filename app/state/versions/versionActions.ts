import { pinVersion } from '#shared/document/edits/nodes.ts'
import type { Node } from '#shared/document/workflow.ts'
import type { ResultRow } from '#shared/api/records.ts'
import type { Media, Values } from '#shared/ports/value.ts'
import { isList, isMedia } from '#shared/ports/value.ts'
import { toPinnedVersion } from '#shared/run/pinnedVersion.ts'
import { definePart } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { registryOf } from '../catalogue/catalogue.ts'
import { nodesOf } from '../connections.ts'
import { titleOf } from '../nodeType.ts'
import { notify, notifyFailedLoad } from '../../base/notify.ts'
import { host } from '../../base/host.ts'
import { showDialog } from '../../base/showDialog.ts'
import type { Result } from '../results/results.ts'
import { resultsStore } from '../results/results.ts'
import type { Tab } from '../tabs.ts'
import { activeTab, edit, savedId, nameOfTab } from '../tabs.ts'
import { isHostGone, viewStore } from '../view.ts'
import { comparePictures } from '../viewer/openViewer.ts'
import { viewerStore } from '../viewer/viewerStore.ts'
import { pinnedResult } from './shownResults.ts'
import type { NodeVersions, NodeVersion } from './versionsStore.ts'
import { setVersions, keyOfOutputs, viewVersion, versionsStore, toVersion } from './versionsStore.ts'

/** The maximum number of versions in a node's list. */
const MAX_VERSIONS = 50

interface Target {
  readonly tab: Tab
  readonly node: Node
}

function targetOf(editor: Editor, id: string): Target | null {
  const tab = activeTab(editor)
  const node = tab === null ? undefined : nodesOf(tab.workflow).get(id)
  return tab === null || node === undefined ? null : { tab, node }
}

const madeLast = (editor: Editor, { tab, node }: Target): Result | null =>
  editor.get(resultsStore).getState()[tab.id]?.[node.id] ?? null

/** What the node outputs now: its pinned version, else what it made last. */
const effectiveResult = (editor: Editor, target: Target): Result | null =>
  target.node.take === undefined ? madeLast(editor, target) : pinnedResult(target.node.take)

const loadedVersions = (editor: Editor, { tab, node }: Target): NodeVersions | null =>
  editor.get(versionsStore).getState().loaded[tab.id]?.[node.id] ?? null

const ofWorkflow = ({ tab, node }: Target) => ({
  workflow: savedId(tab),
  name: nameOfTab(tab),
  node: node.id,
  type: node.type,
})

const loading = definePart(() => new Set<string>())

/** Loads the versions of a node, unless they are loaded and current. */
export async function loadVersions(editor: Editor, id: string, force = false): Promise<void> {
  const target = targetOf(editor, id)
  // While the host is unreachable, the loaded versions are all there are.
  if (target === null || isHostGone(editor.get(viewStore).getState())) return
  const until = madeLast(editor, target)
  const before = loadedVersions(editor, target)
  const key = `${target.tab.id} ${id}`
  if ((!force && before !== null && before.until === until) || editor.get(loading).has(key)) return
  editor.get(loading).add(key)
  try {
    const rows = await host(editor).request('result.takes', { ...ofWorkflow(target), most: MAX_VERSIONS })
    setVersions(editor, target.tab.id, id, { versions: rows.map(toVersion).toReversed(), until })
  } finally {
    editor.get(loading).delete(key)
  }
}

export const refreshVersions = (editor: Editor, id: string): void =>
  void loadVersions(editor, id).catch((thrown) => notifyFailedLoad(editor, thrown))

/** The index of the shown result among the versions; -1 if it is none of them. */
export const indexOfVersion = (versions: readonly NodeVersion[], shown: Result | null): number =>
  shown === null
    ? -1
    : versions.findIndex(({ key, result }) => result === shown || key === keyOfOutputs(shown.outputs))

const shownBy = (editor: Editor, target: Target): Result | null =>
  editor.get(versionsStore).getState().viewed[target.tab.id]?.[target.node.id] ??
  effectiveResult(editor, target)

/** Whether a card has something to show. */
export function hasResult(editor: Editor, id: string): boolean {
  const target = targetOf(editor, id)
  return target !== null && shownBy(editor, target) !== null
}

/** Previews the version this many places later or earlier; the node's output does not change. */
export async function stepVersion(editor: Editor, id: string, by: number): Promise<void> {
  await loadVersions(editor, id)
  const target = targetOf(editor, id)
  const versions = target === null ? [] : (loadedVersions(editor, target)?.versions ?? [])
  if (target === null || versions.length === 0) return
  const at = indexOfVersion(versions, shownBy(editor, target))
  const next = versions[Math.min(versions.length - 1, Math.max(0, at < 0 ? versions.length - 1 : at + by))]
  if (next !== undefined) showVersion(editor, id, next)
}

export function showVersion(editor: Editor, id: string, { key, result }: NodeVersion): void {
  const target = targetOf(editor, id)
  if (target === null) return
  const now = effectiveResult(editor, target)
  viewVersion(editor, target.tab.id, id, now !== null && keyOfOutputs(now.outputs) === key ? null : result)
}

/** Pins what the card shows, as one undo step. */
export function pinShown(editor: Editor, id: string): void {
  const target = targetOf(editor, id)
  const shown = target === null ? null : shownBy(editor, target)
  if (target === null || shown === null) return
  if (shown.gaps !== undefined)
    return notify(editor, 'A result with missing items cannot be pinned. Retry what failed first.')
  edit(editor, pinVersion(id, toPinnedVersion(shown.outputs, shown.fanned)))
  viewVersion(editor, target.tab.id, id, null)
}

export function pinListedVersion(editor: Editor, id: string, { result }: NodeVersion): void {
  const target = targetOf(editor, id)
  if (target === null) return
  edit(editor, pinVersion(id, toPinnedVersion(result.outputs, result.fanned)))
  viewVersion(editor, target.tab.id, id, null)
}

/** Ends the preview. */
export function resetViewed(editor: Editor, id: string): void {
  const tab = activeTab(editor)
  if (tab !== null) viewVersion(editor, tab.id, id, null)
}

/** Unpins the version of a node, so that it runs again. */
export function unpinVersion(editor: Editor, id: string): void {
  const target = targetOf(editor, id)
  if (target === null) return
  edit(editor, pinVersion(id, null))
  viewVersion(editor, target.tab.id, id, null)
}

function firstPicture(outputs: Values): { readonly port: string; readonly media: Media } | null {
  for (const [port, value] of Object.entries(outputs)) {
    const media = (isList(value) ? value : [value]).find(isMedia)
    if (media !== undefined) return { port, media }
  }
  return null
}

/** A version by its first picture, as the gallery lists results; its engine is not known. */
function asResult(editor: Editor, { tab, node }: Target, { row, result }: NodeVersion): readonly ResultRow[] {
  const picture = firstPicture(result.outputs)
  if (picture === null) return []
  const { run, at, took, mode, cost, inputs } = row
  const from = { engine: null, modelId: null, requestId: null }
  const nodeTitle = titleOf(node, registryOf(editor, tab.workflow))
  const of = { workflowName: nameOfTab(tab), node: node.id, nodeTitle, nodeType: node.type }
  return [{ ...picture, ...of, ...from, run, at, took, mode, cost, inputs }]
}

/** Compares what the card shows with what the node outputs, or with the version before if they are the same. */
export function compareVersions(editor: Editor, id: string): void {
  const target = targetOf(editor, id)
  const shown = target === null ? null : shownBy(editor, target)
  if (target === null || shown === null) return
  const versions = loadedVersions(editor, target)?.versions ?? []
  const at = indexOfVersion(versions, shown)
  const now = effectiveResult(editor, target)
  const other = now !== null && now !== shown ? now : (versions[at < 1 ? at + 1 : at - 1]?.result ?? null)
  const [one, two] = [other === null ? null : firstPicture(other.outputs), firstPicture(shown.outputs)]
  if (one === null || two === null) return
  comparePictures(editor, one.media.sha256, two.media.sha256)
  editor
    .get(viewerStore)
    .setState({ versions: versions.flatMap((version) => asResult(editor, target, version)) })
}

/** Removes a version from the node's list after a confirmation. */
export async function removeVersion(editor: Editor, id: string, version: NodeVersion): Promise<void> {
  const target = targetOf(editor, id)
  if (target === null) return
  const answer = await showDialog(editor, {
    kind: 'choice',
    title: 'Remove this result',
    message:
      'It is removed from the results of this node. Its pictures stay in Results until they are cleaned up.',
    choices: [{ id: 'remove', label: 'Remove', weight: 'danger' }],
  })
  if (answer !== 'remove') return
  const { run, job } = version.row
  await host(editor).request('result.removeTake', {
    ...ofWorkflow(target),
    run,
    ...(job !== undefined && { job }),
  })
  viewVersion(editor, target.tab.id, id, null)
  await loadVersions(editor, id, true)
}
