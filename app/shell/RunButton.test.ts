import { defaultSettings } from '#shared/api/defaultSettings.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { engineState } from '#shared/testing/engineState.ts'
import { createElement as draw } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { RunRow } from '#shared/api/records.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Editor } from '../base/editor.ts'
import { EditorContext } from '../base/useEditor.ts'
import type { Forecast, ForecastState } from '../state/runs/forecast.ts'
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
  readonly nodes?: Readonly<Record<string, string>>
  /** Of that run. */
  readonly steps?: Readonly<Record<string, Step>>
}

const none: Forecast = {
  mode: 'practice',
  jobs: 0,
  atLeast: false,
  known: 0,
  underWay: 0,
  cost: null,
  unpriced: 0,
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

function editorWith({ run, forecast, view, nodes = { a: 'acme/model' }, steps = {} }: Shown = {}): Editor {
  const editor = editorOn({ workflow: workflowOf(nodes), ...(run && { steps }) })
  if (run !== undefined) {
    setRows(editor, [{ ...row, state: run }])
    addTabRun(editor, 'tab', 'run')
  }
  editor.get(forecastStore).setState({ ...forecast })
  show(editor, {
    connection: 'connected',
    engines: [engineState(), engineState({ id: 'other', title: 'Other' })],
    settings: { ...defaultSettings, mode: forecast?.forecast?.mode ?? 'practice' },
    ...view,
  })
  return editor
}

const shown = (of?: Shown): readonly string[] => showsIn(editorWith(of), draw(RunButton))

const ways = ['button "Run"', 'button "More ways to run"']

test.each<[string, Shown, readonly string[]]>([
  ['nothing goes on there are only the ways to run', {}, ways],
  [
    'a run would cost something that describes the button',
    { forecast: { forecast: { ...none, mode: 'live', jobs: 2, cost: 0.02 } } },
    ['button "Run"', 'Runs 2 jobs ≈ $0.02.', 'button "More ways to run"'],
  ],
  [
    'something has changed no outdated cost is read out',
    { forecast: { forecast: { ...none, mode: 'live', jobs: 2, cost: 0.02 }, isOutdated: true } },
    ['button "Run"', 'The cost is being updated.', 'button "More ways to run"'],
  ],
  [
    'a key is needed the way to it is there',
    { forecast: { needsKey: 'acme' } },
    ['button "Add an Acme key"', ...ways],
  ],
  [
    'several engines lack a key one way leads to all',
    { forecast: { needsKey: 'acme' }, nodes: { a: 'acme/model', b: 'other/model' } },
    ['button "Add keys for Acme and Other"', ...ways],
  ],
  ['a run waits it can be cancelled', { run: 'queued' }, ['button "Cancel"', ...ways]],
  ['a run goes on it can be cancelled', { run: 'running' }, ['button "Cancel"', ...ways]],
  ['a run was interrupted it can be finished', { run: 'interrupted' }, ['button "Finish"', ...ways]],
  ['a run is done it cannot be cancelled any more', { run: 'done' }, ways],
])('where %s', (_, of, expected) => {
  expect(shown(of)).toEqual(expected)
})

const failed: Step = {
  phase: 'failed',
  startedAt: 0,
  finishedAt: 1,
  error: { code: 'job.failed', message: 'No.' },
  outputs: {},
  cost: null,
}

test.each<[string, Shown, string]>([
  ['a free run has the accent', { forecast: { forecast: { ...none, jobs: 2 } } }, 'free 2 jobs · free'],
  [
    'a run that costs money has a look of its own, and the price',
    { forecast: { forecast: { ...none, mode: 'live', jobs: 5, cost: 0.03 } } },
    'paid 5 jobs ≈ $0.03',
  ],
  ['until its price is known, too', { view: { settings: { ...defaultSettings, mode: 'live' } } }, 'paid '],
  [
    'live work of this machine is free',
    { forecast: { forecast: { ...none, mode: 'live', known: 1, local: 1 } } },
    'free free',
  ],
  [
    'nothing to do is quiet',
    { forecast: { forecast: { ...none, known: 2 } }, run: 'done' },
    'none Up to date',
  ],
  [
    'what has never run here is not up to date, although all of it is cached',
    { forecast: { forecast: { ...none, known: 2 } } },
    'free free',
  ],
  [
    'nothing is up to date while a node has failed',
    { forecast: { forecast: { ...none, known: 2 } }, run: 'failed', steps: { a: failed } },
    'free ',
  ],
  ['an empty canvas is quiet', { nodes: {} }, 'none '],
])('%s', (_, of, expected) => {
  const markup = renderToStaticMarkup(draw(EditorContext, { value: editorWith(of) }, draw(RunButton)))
  const [, look, text] =
    /data-prospect="(\w+)".*?Run<\/span>(?:<span aria-hidden[^>]*>([^<]*))?/.exec(markup) ?? []
  expect(`${look} ${text ?? ''}`).toBe(expected)
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
