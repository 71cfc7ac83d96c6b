import { newSeeds } from '#shared/run/seeds.ts'
import type { Seeds } from '#shared/run/seeds.ts'
import { setValue } from '#shared/document/edits/nodes.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { RunForecast } from '#shared/run/approval.ts'
import type { Editor } from '../../base/editor.ts'
import { notify } from '../../base/notify.ts'
import { registryOf } from '../../state/catalogue/catalogue.ts'
import { activeTab, edit } from '../../state/tabs.ts'

/** Puts numbers into seed controls. */
export function withSeeds(workflow: Workflow, seeds: Seeds): Workflow {
  let next = workflow
  for (const [node, ports] of Object.entries(seeds))
    for (const [port, value] of Object.entries(ports)) next = setValue(node, port, value)(next)
  return next
}

/** Whether a run makes nothing new at any engine: everything is cached. */
export const isAllCached = (forecast: RunForecast | null): boolean =>
  forecast !== null &&
  forecast.jobs === 0 &&
  forecast.known > 0 &&
  forecast.underWay === 0 &&
  (forecast.unknown ?? 0) === 0

/**
 * Says that a run of these nodes makes nothing new, and offers other seeds for the locked ones. That alone runs and
 * costs nothing: Run then shows the price.
 */
export function offerNewSeeds(editor: Editor, nodes: ReadonlySet<string>): void {
  const tab = activeTab(editor)
  if (tab === null) return
  const { id, workflow } = tab
  const seeds = newSeeds(workflow, registryOf(editor, workflow), Math.random, nodes)
  const count = Object.keys(seeds).length
  const text = 'Nothing has changed: all results are cached.'
  if (count === 0) return notify(editor, text)
  const run = (): void => {
    // Another workflow may be shown by now.
    if (activeTab(editor)?.id === id) edit(editor, (now) => withSeeds(now, seeds))
  }
  notify(editor, text, { action: { label: count === 1 ? 'New seed' : 'New seeds', run }, stays: STAYS })
}

/** How long the offer is shown, in milliseconds. */
const STAYS = 12_000
