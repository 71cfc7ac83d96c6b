import '../jitless.ts'
import '../styles.css'
import { createRoot } from 'react-dom/client'
import { EditorContext } from '../base/useEditor.ts'
import { App } from '../shell/App.tsx'
import { startEditor } from '../shell/startEditor.ts'
import { canvasStore } from '../state/canvas/canvasStore.ts'
import { problemsStore } from '../state/canvas/problems.ts'
import { openTab, tabsStore } from '../state/tabs.ts'
import { createFakeHost } from './fakeHost.ts'

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no root')
const params = new URLSearchParams(location.search)
const fails =
  params.get('fails') === null ? {} : { Mask: 'job.failed' as const, Repaint: 'job.unknown' as const }
const editor = startEditor(() => createFakeHost({ delay: Number(params.get('pace') ?? '600'), fails }))
createRoot(root).render(
  <EditorContext value={editor}>
    <App />
  </EditorContext>,
)
await editor.ready

// For scripts that look at the page: `editor.get(tabsStore).getState()`.
Object.assign(window, { patchbay: { editor, tabsStore, canvasStore, openTab, problemsStore } })
