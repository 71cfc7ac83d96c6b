import { createStore } from 'zustand/vanilla'
import type { Output } from '#shared/ipc/contract.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { host } from '../host.ts'
import { runsStore } from '../stores/runs.ts'
import { activeTab, tabsStore } from '../stores/tabs.ts'
import { viewStore } from '../stores/view.ts'
import { usedSeeds, usedSeedsStore } from './usedSeeds.ts'

/** What a run would cost, as the host told it. */
export type Forecast = Output<'run.plan'>

/** Of a run of all that is on the shown canvas; null while that is not known, or could not run. */
export const forecastStore = createStore<{ readonly forecast: Forecast | null }>(() => ({ forecast: null }))

/** How long nothing must happen before the host is asked, in milliseconds. */
const QUIET = 400

/** Asks the host what a run would cost whenever that may have changed. Answers with the way to stop. */
export function keepForecast(): () => void {
  let timer: number | null = null
  let asked = 0

  async function ask(): Promise<void> {
    const tab = activeTab()
    const turn = ++asked
    const forecast =
      tab === null || tab.readOnly
        ? null
        : await host()
            .request('run.plan', {
              text: writeWorkflow(tab.workflow),
              targets: null,
              fresh: false,
              used: structuredClone(usedSeeds(tab.id)),
            })
            // What is wrong is said at its place on the canvas, and when it is run.
            .catch(() => null)
    if (turn === asked) forecastStore.setState({ forecast })
  }

  const soon = (): void => {
    if (timer !== null) window.clearTimeout(timer)
    timer = window.setTimeout(() => void ask(), QUIET)
  }

  let shown: { readonly id: string; readonly workflow: Workflow } | null = null
  const stops = [
    tabsStore.subscribe((tabs) => {
      const tab = activeTab(tabs)
      if (tab?.id === shown?.id && tab?.workflow === shown?.workflow) return
      // Another workflow's price must not stand there for a moment.
      if (tab?.id !== shown?.id) forecastStore.setState({ forecast: null })
      shown = tab
      soon()
    }),
    runsStore.subscribe((after, before) => {
      const over = (rows: typeof after.rows): number =>
        rows.filter(({ finishedAt }) => finishedAt !== null).length
      if (after.rows !== before.rows && over(after.rows) !== over(before.rows)) soon()
    }),
    usedSeedsStore.subscribe(soon),
    viewStore.subscribe((after, before) => {
      const [now, then] = [after.settings, before.settings]
      if (now?.engine !== then?.engine || now?.apiUrl !== then?.apiUrl || after.key !== before.key) soon()
    }),
  ]
  soon()
  return () => {
    if (timer !== null) window.clearTimeout(timer)
    for (const stop of stops) stop()
  }
}
