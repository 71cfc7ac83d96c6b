import { pinVersion } from '#shared/document/edits/nodes.ts'
import type { Node } from '#shared/document/workflow.ts'
import type { Values } from '#shared/ports/value.ts'
import { isList, isMedia } from '#shared/ports/value.ts'
import { toPinnedVersion } from '#shared/run/pinnedVersion.ts'
import { nodesOf } from '../connections.ts'
import { tell } from '../../base/notify.ts'
import { host } from '../../base/host.ts'
import { ask } from '../../base/ask.ts'
import type { Result } from '../results/results.ts'
import { resultsStore } from '../results/results.ts'
import type { Tab } from '../tabs.ts'
import { activeTab, edit, keptAs, nameOfTab } from '../tabs.ts'
import { isHostGone, viewStore } from '../view.ts'
import { comparePictures } from '../viewer/openViewer.ts'
import { takenResult } from './shownResults.ts'
import type { NodeTakes, Take } from './takesStore.ts'
import { keepTakes, keyOfOutputs, lookAt, takesStore, toTake } from './takesStore.ts'

/** The most takes that a node's list has. */
const MOST = 50

interface Target {
  readonly tab: Tab
  readonly node: Node
}

function targetOf(id: string): Target | null {
  const tab = activeTab()
  const node = tab === null ? undefined : nodesOf(tab.workflow).get(id)
  return tab === null || node === undefined ? null : { tab, node }
}

const madeLast = ({ tab, node }: Target): Result | null => resultsStore.getState()[tab.id]?.[node.id] ?? null

/** What the node gives out now: what was kept for it, else what it made last. */
const counting = (target: Target): Result | null =>
  target.node.take === undefined ? madeLast(target) : takenResult(target.node.take)

const known = ({ tab, node }: Target): NodeTakes | null =>
  takesStore.getState().known[tab.id]?.[node.id] ?? null

const ofWorkflow = ({ tab, node }: Target) => ({
  workflow: keptAs(tab),
  name: nameOfTab(tab),
  node: node.id,
  type: node.type,
})

const asked = new Set<string>()

/** Asks for a node's results, unless they are known as they are. */
export async function loadTakes(id: string, anew = false): Promise<void> {
  const target = targetOf(id)
  // While no host is there, what is known is all that there is.
  if (target === null || isHostGone(viewStore.getState())) return
  const until = madeLast(target)
  const before = known(target)
  const key = `${target.tab.id} ${id}`
  if ((!anew && before !== null && before.until === until) || asked.has(key)) return
  asked.add(key)
  try {
    const rows = await host().request('result.takes', { ...ofWorkflow(target), most: MOST })
    keepTakes(target.tab.id, id, { takes: rows.map(toTake).toReversed(), until })
  } finally {
    asked.delete(key)
  }
}

export const hearTakes = (id: string): void => void loadTakes(id).catch(tell)

/** The place among the takes of what the card shows; -1 where it is none of them. */
export const placeOf = (takes: readonly Take[], shown: Result | null): number =>
  shown === null
    ? -1
    : takes.findIndex(({ key, result }) => result === shown || key === keyOfOutputs(shown.outputs))

const shownBy = (target: Target): Result | null =>
  takesStore.getState().looks[target.tab.id]?.[target.node.id] ?? counting(target)

/** Whether a card has something to show. */
export function hasResult(id: string): boolean {
  const target = targetOf(id)
  return target !== null && shownBy(target) !== null
}

/** Looks at the take so many places later, or earlier; what counts stays as it is. */
export async function flipTake(id: string, by: number): Promise<void> {
  await loadTakes(id)
  const target = targetOf(id)
  const takes = target === null ? [] : (known(target)?.takes ?? [])
  if (target === null || takes.length === 0) return
  const at = placeOf(takes, shownBy(target))
  const next = takes[Math.min(takes.length - 1, Math.max(0, at < 0 ? takes.length - 1 : at + by))]
  if (next !== undefined) showTake(id, next)
}

export function showTake(id: string, { key, result }: Take): void {
  const target = targetOf(id)
  if (target === null) return
  const now = counting(target)
  lookAt(target.tab.id, id, now !== null && keyOfOutputs(now.outputs) === key ? null : result)
}

/** Lets what the card shows stand for its node: one step of undo. */
export function keepShown(id: string): void {
  const target = targetOf(id)
  const shown = target === null ? null : shownBy(target)
  if (target === null || shown === null) return
  edit(pinVersion(id, toPinnedVersion(shown.outputs, shown.fanned)))
  lookAt(target.tab.id, id, null)
}

export function keepTake(id: string, { result }: Take): void {
  const target = targetOf(id)
  if (target === null) return
  edit(pinVersion(id, toPinnedVersion(result.outputs, result.fanned)))
  lookAt(target.tab.id, id, null)
}

/** Shows again what counts. */
export function lookNoMore(id: string): void {
  const tab = activeTab()
  if (tab !== null) lookAt(tab.id, id, null)
}

/** Lets a node run again that a kept result stood for. */
export function releaseTake(id: string): void {
  const target = targetOf(id)
  if (target === null) return
  edit(pinVersion(id, null))
  lookAt(target.tab.id, id, null)
}

function firstPicture(outputs: Values): string | null {
  for (const value of Object.values(outputs)) {
    const found = (isList(value) ? value : [value]).find(isMedia)
    if (found !== undefined) return found.sha256
  }
  return null
}

/** Compares what the card shows with what counts, or with the take before where that is the same. */
export function compareTakes(id: string): void {
  const target = targetOf(id)
  const shown = target === null ? null : shownBy(target)
  if (target === null || shown === null) return
  const takes = known(target)?.takes ?? []
  const at = placeOf(takes, shown)
  const now = counting(target)
  const other = now !== null && now !== shown ? now : (takes[at < 1 ? at + 1 : at - 1]?.result ?? null)
  const [one, two] = [other === null ? null : firstPicture(other.outputs), firstPicture(shown.outputs)]
  if (one !== null && two !== null) comparePictures(one, two)
}

/** Takes a result out of the node's list, when the person says so. */
export async function removeTake(id: string, take: Take): Promise<void> {
  const target = targetOf(id)
  if (target === null) return
  const answer = await ask({
    kind: 'choice',
    title: 'Remove this result',
    words:
      'It is taken out of the list of what this node has made. Its pictures stay among the results until they are cleaned up.',
    choices: [{ id: 'remove', label: 'Remove', weight: 'danger' }],
  })
  if (answer !== 'remove') return
  const { run, job } = take.row
  await host().request('result.removeTake', { ...ofWorkflow(target), run, ...(job !== undefined && { job }) })
  lookAt(target.tab.id, id, null)
  await loadTakes(id, true)
}
