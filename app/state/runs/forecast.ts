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
import type { EngineId } from '#shared/catalogue/engineId.ts'
import { engineOfError } from '../engines.ts'
import type { View } from '../view.ts'
import { runsAlike } from './runsAlike.ts'
import { usedSeeds, usedSeedsStore } from './usedSeeds.ts'

/** The host's estimate of a run's cost. */
export type Forecast = Output<'run.plan'>

export interface ForecastState {
  /** The estimate for the whole shown canvas; null while it is not known or the canvas cannot run. */
  readonly forecast: Forecast | null
  /** The engine that has no key, or not the one that it needs. */
  readonly needsKey: EngineId | null
  /** Something has changed since the host was asked: the estimate is about what was there before. */
  readonly isOutdated: boolean
}

const NO_FORECAST: ForecastState = { forecast: null, needsKey: null, isOutdated: false }

export const forecastStore = defineStore<ForecastState>(() => NO_FORECAST)

/** How often prices have changed. */
const pricesStore = defineStore<{ readonly changes: number }>(() => ({ changes: 0 }))

/** Asks for the estimate again: it was made with other prices. */
export const onPricesChange = (editor: Editor): void =>
  editor.get(pricesStore).setState(({ changes }) => ({ changes: changes + 1 }))

/** What decides who pays: every engine's address and key. */
const payersIn = ({ engines }: View): string =>
  JSON.stringify(engines.map(({ id, address, key }) => [id, address.origin, key]))

/** How long nothing must have changed before the host is asked, in milliseconds. */
const DELAY_MS = 400

type Answer = Pick<ForecastState, 'forecast' | 'needsKey'>

async function requestForecast(editor: Editor): Promise<Answer> {
  const tab = activeTab(editor)
  if (tab === null || tab.readOnly) return NO_FORECAST
  try {
    const forecast = await host(editor).request('run.plan', {
      text: writeWorkflow(tab.workflow),
      targets: null,
      fresh: false,
      used: structuredClone(usedSeeds(editor, tab.id)),
    })
    return { forecast, needsKey: null }
  } catch (thrown) {
    // Problems of the workflow are shown on the canvas and when it is run.
    const error = toAppError(thrown)
    const isKey = error.code === 'account.key'
    const engine = isKey ? engineOfError(editor.get(viewStore).getState(), error) : undefined
    return { forecast: null, needsKey: engine?.id ?? null }
  }
}

/** Asks the host for the cost of a run whenever that may have changed. Returns a function that stops it. */
export function followForecast(editor: Editor): () => void {
  /** The subject of the pending request: an answer about another canvas is ignored. */
  let shown: { readonly id: string; readonly workflow: Workflow } | null = null
  let changes = 0
  const refresher = createRefresher({
    delay: DELAY_MS,
    async refresh() {
      const [requested, known] = [shown, changes]
      const answer = await requestForecast(editor)
      if (requested?.id !== shown?.id) return
      editor.get(forecastStore).setState({ ...answer, isOutdated: known !== changes })
    },
    setTimer: (call, milliseconds) => window.setTimeout(call, milliseconds),
    clearTimer: (timer) => window.clearTimeout(timer),
  })
  const changed = (): void => {
    changes++
    editor.get(forecastStore).setState({ isOutdated: true })
    refresher.changed()
  }
  const stops = [
    editor.get(tabsStore).subscribe((tabs) => {
      const tab = shownTab(tabs)
      const before = shown
      if (tab?.id === before?.id && tab?.workflow === before?.workflow) return
      shown = tab
      if (tab !== null && tab.id === before?.id && runsAlike(tab.workflow, before.workflow)) return
      // Another workflow's price must not be shown even for a moment.
      if (tab?.id !== before?.id) editor.get(forecastStore).setState(NO_FORECAST)
      changed()
    }),
    editor.get(runsStore).subscribe((after, before) => {
      if (jobsMoved(after, before)) refresher.movedOn()
      // Until the new state is known, jobs in progress are not mentioned: they have ended.
      const { forecast } = editor.get(forecastStore).getState()
      if (forecast !== null && forecast.underWay > 0 && hasEnded(after, before))
        editor.get(forecastStore).setState({ forecast: null })
    }),
    editor.get(usedSeedsStore).subscribe(changed),
    editor.get(pricesStore).subscribe(changed),
    editor.get(viewStore).subscribe((after, before) => {
      const [now, then] = [after.settings, before.settings]
      const isOther = now?.mode !== then?.mode || payersIn(after) !== payersIn(before)
      // The shown estimate is for the previous mode or keys, or from a host that is unreachable.
      if (isOther || isHostGone(after)) editor.get(forecastStore).setState(NO_FORECAST)
      if (isOther || after.connection !== before.connection) changed()
    }),
  ]
  shown = activeTab(editor)
  changed()
  return () => {
    refresher.stop()
    for (const stop of stops) stop()
  }
}
