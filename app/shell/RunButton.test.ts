import { engineState } from '#shared/testing/engineState.ts'
import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import type { RunRow } from '#shared/api/records.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { ForecastState } from '../state/runs/forecast.ts'
import { forecastStore } from '../state/runs/forecast.ts'
import { setRows } from '../state/runs/runs.ts'
import { addTabRun } from '../state/runs/tabRuns.ts'
import { editorOn, showsIn } from '../state/testing/showsIn.ts'
import type { View } from '../state/view.ts'
import { show } from '../state/view.ts'
import { RunButton } from './RunButton.tsx'

interface Shown {
  /** For the tab's latest run; absent: there was none. */
  readonly run?: RunRow['state']
  readonly forecast?: Partial<ForecastState>
  readonly view?: Partial<View>
}

const row = {
  id: 'run',
  name: '',
  workflow: null,
  mode: 'live',
  queuedAt: 0,
  startedAt: 0,
  finishedAt: null,
  cost: null,
  node: null,
} as const

function shown({ run, forecast, view }: Shown = {}): readonly string[] {
  const editor = editorOn({ workflow: workflowOf({}), ...(run && { steps: {} }) })
  if (run !== undefined) {
    setRows(editor, [{ ...row, state: run }])
    addTabRun(editor, 'tab', 'run')
  }
  editor.get(forecastStore).setState({ ...forecast })
  show(editor, { connection: 'connected', engines: [engineState()], ...view })
  return showsIn(editor, draw(RunButton))
}

const ways = ['button "Run"', 'button "More ways to run"']

test.each<[string, Shown, readonly string[]]>([
  ['nothing goes on there are only the ways to run', {}, ways],
  [
    'a run would cost something that stands before the button',
    {
      forecast: {
        forecast: {
          mode: 'live',
          jobs: 2,
          atLeast: false,
          known: 0,
          underWay: 0,
          cost: 0.02,
          unpriced: 0,
        },
      },
    },
    ['2 jobs, about $0.02', ...ways],
  ],
  [
    'a key is needed the way to it is there',
    { forecast: { needsKey: 'acme' } },
    ['button "Add a key for Acme"', ...ways],
  ],
  ['a run waits it can be cancelled', { run: 'queued' }, ['button "Cancel"', ...ways]],
  ['a run goes on it can be cancelled', { run: 'running' }, ['button "Cancel"', ...ways]],
  ['a run was interrupted it can be finished', { run: 'interrupted' }, ['button "Finish"', ...ways]],
  ['a run is done it cannot be cancelled any more', { run: 'done' }, ways],
])('where %s', (_, of, expected) => {
  expect(shown(of)).toEqual(expected)
})

test.each<[View['connection'], string]>([
  ['lost', 'Not available while the host is disconnected'],
  ['refused', 'Patchbay was restarted: open its new address first'],
])(
  'while the host is unreachable (%s) nothing is run, cancelled or finished, and the reason is shown',
  (connection, why) => {
    expect(shown({ run: 'running', view: { connection } })).toEqual([
      'button "Cancel" off: Not available while the host is disconnected',
      `button "Run" off: ${why}`,
      'button "More ways to run" off',
    ])
    expect(shown({ run: 'interrupted', view: { connection } })).toEqual([
      `button "Run" off: ${why}`,
      'button "More ways to run" off',
    ])
  },
)
