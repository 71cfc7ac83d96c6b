import '#app/jitless.ts'
import './page.css'
import { createRoot } from 'react-dom/client'
import { EditorContext } from '#app/base/useEditor.ts'
import { App } from '#app/shell/App.tsx'
import { reactFlow } from '#app/graph/reactFlow.ts'
import { startEditor } from '#app/shell/startEditor.ts'
import { resultsStore } from '#app/state/results/results.ts'
import { replay } from '#app/state/runs/runs.ts'
import { openTab, setTabRun, showTab } from '#app/state/tabs.ts'
import { show } from '#app/state/view.ts'
import { createFakeHost } from '#app/testing/fakeHost.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { pictureOf } from './graph.ts'
import { offer } from './offer.ts'
import { shown } from './shown.ts'
import type { Change } from './subject.ts'
import { progressAfter } from './subject.ts'

/** The product's own page, except for its host. */
const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no root')
const editor = startEditor(() => createFakeHost({ delay: 600, fails: {} }))
createRoot(root).render(
  <EditorContext value={editor}>
    <App />
  </EditorContext>,
)

const TAB = 'bench'
const RUN = 'bench-run'
let ids: readonly string[] = []

offer({
  ground: '.react-flow__pane',
  async show({ workflow: bare, results }, { x, y, zoom }) {
    const workflow = { ...bare, viewport: { x: -x * zoom, y: -y * zoom, zoom } }
    await editor.ready
    // Only new users see them.
    show(editor, { firstSteps: false })
    ids = workflow.nodes.map(({ id }) => id)
    editor.get(resultsStore).setState({ [TAB]: results })
    replay(editor, RUN, [
      { type: 'run.started', run: RUN, workflow: workflow.name ?? '', at: 0, nodes: [...ids], seeds: {} },
    ])
    openTab(editor, { id: TAB, entry: null, workflow, saved: workflow, readOnly: false })
    setTabRun(editor, TAB, RUN)
    showTab(editor, TAB)
    await shown('.react-flow__node[data-id="node-0"]')
  },
  setView: ({ x, y, zoom }) => void reactFlow(editor)?.setViewport({ x: -x * zoom, y: -y * zoom, zoom }),
  change: (index, change) => replay(editor, RUN, [eventOf(index, change)]),
})

function eventOf(index: number, change: Change): RunEvent {
  const node = ids[index] ?? ''
  const at = Date.now()
  if (change === 'started') return { type: 'step.started', node, at, items: 1 }
  if (change !== 'done')
    return { type: 'step.progress', node, at, item: '0', progress: progressAfter[change] }
  return { type: 'step.done', node, at, outputs: { image: pictureOf(index) }, reused: false, cost: 0.0125 }
}
