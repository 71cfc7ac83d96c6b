import type { Editor } from '../../base/editor.ts'
import { registryOf } from '../../state/catalogue/catalogue.ts'
import { canvasStore } from '../../state/canvas/canvasStore.ts'
import { activeTab } from '../../state/tabs.ts'
import { fittingPort, otherSide } from '../../graph/model/fit.ts'

/** A selector of the port that would take the cable that is being drawn; null if none would. */
function takerAt(editor: Editor, target: Element): string | null {
  const { loose } = editor.get(canvasStore).getState()
  const workflow = activeTab(editor)?.workflow
  const node = target.closest<HTMLElement>('.react-flow__node')?.dataset['id']
  // Over a port, that port would take it, which React Flow shows.
  if (loose === null || workflow === undefined || node === undefined || node === loose.from.node) return null
  if (target.closest('[data-port]') !== null) return null
  const found = fittingPort(workflow, loose, node, registryOf(editor, workflow))
  return found.ok
    ? `[data-card="${CSS.escape(node)}"] [data-port="${CSS.escape(`${otherSide(loose.from.side)} ${found.port}`)}"]`
    : null
}

/** Marks the port that would take the cable if it were dropped on what is under the pointer. */
export function markTaker(editor: Editor, target: EventTarget | null): void {
  const selector = target instanceof Element ? takerAt(editor, target) : null
  const port = selector === null ? null : document.querySelector(selector)
  for (const marked of document.querySelectorAll('[data-takes]'))
    if (marked !== port) marked.removeAttribute('data-takes')
  port?.setAttribute('data-takes', '')
}
