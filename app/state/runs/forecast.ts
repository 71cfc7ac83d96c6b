import { toAppError } from '#shared/errors.ts'
import type { Output } from '#shared/api/contract.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { defineStore } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { runsStore } from './runs.ts'
import { activeTab, shownTab, tabsStore } from '../tabs.ts'
import { isHostGone, viewStore } from '../view.ts'
import { createRefresher } from './refresher.ts'
import { hasEnded, jobsMoved } from './jobsMoved.ts'
import { usedSeeds, usedSeedsStore } from './usedSeeds.ts'

/** What a run would cost, as the host told it. */
export type Forecast = Output<'run.plan'>

export interface ForecastState {
  /** Of a run of all that is on the shown canvas; null while that is not known, or could not run. */
  readonly forecast: Forecast | null
  /** The engine that is set has no key, or not the one that it needs. */
  readonly needsKey: boolean
}

const NO_FORECAST: ForecastState = { forecast: null, needsKey: false }

export const forecastStore = defineStore<ForecastState>(() => NO_FORECAST)

/** How long nothing must happen before the host is asked, in milliseconds. */
const DELAY_MS = 400

async function requestForecast(editor: Editor): Promise<ForecastState> {
  const tab = activeTab(editor)
  if (tab === null || tab.readOnly) return NO_FORECAST
  try {
    const forecast = await host(editor).request('run.plan', {
      text: writeWorkflow(tab.workflow),
      targets: null,
      fresh: false,
      used: structuredClone(usedSeeds(editor, tab.id)),
    })
    return { forecast, needsKey: false }
  } catch (thrown) {
    // What is wrong with the workflow is said at its place on the canvas, and when it is run.
    return { forecast: null, needsKey: toAppError(thrown).code === 'account.key' }
  }
}

/** Asks the host what a run would cost whenever that may have changed. Answers with the way to stop. */
export function followForecast(editor: Editor): () => void {
  /** What the question under way is about: an answer about another canvas is none. */
  let shown: { readonly id: string; readonly workflow: Workflow } | null = null
  const refresher = createRefresher({
    delay: DELAY_MS,
    async refresh() {
      const requested = shown
      const answer = await requestForecast(editor)
      if (requested?.id === shown?.id) editor.get(forecastStore).setState(answer)
    },
    setTimer: (call, milliseconds) => window.setTimeout(call, milliseconds),
    clearTimer: (timer) => window.clearTimeout(timer),
  })
  const stops = [
    editor.get(tabsStore).subscribe((tabs) => {
      const tab = shownTab(tabs)
      if (tab?.id === shown?.id && tab?.workflow === shown?.workflow) return
      // Another workflow's price must not stand there for a moment.
      if (tab?.id !== shown?.id) editor.get(forecastStore).setState(NO_FORECAST)
      shown = tab
      refresher.changed()
    }),
    editor.get(runsStore).subscribe((after, before) => {
      if (jobsMoved(after, before)) refresher.movedOn()
      // Until it is known how things stand, nothing is said of what is under way: that has ended.
      const { forecast } = editor.get(forecastStore).getState()
      if (forecast !== null && forecast.underWay > 0 && hasEnded(after, before))
        editor.get(forecastStore).setState({ forecast: null })
    }),
    editor.get(usedSeedsStore).subscribe(refresher.changed),
    editor.get(viewStore).subscribe((after, before) => {
      const [now, then] = [after.settings, before.settings]
      const isOther = now?.engine !== then?.engine || now?.apiUrl !== then?.apiUrl || after.key !== before.key
      // What stands there is of the engine and the key of before, or of a host that is gone.
      if (isOther || isHostGone(after)) editor.get(forecastStore).setState(NO_FORECAST)
      if (isOther || after.connection !== before.connection) refresher.changed()
    }),
  ]
  shown = activeTab(editor)
  refresher.changed()
  return () => {
    refresher.stop()
    for (const stop of stops) stop()
  }
}
