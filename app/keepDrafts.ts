import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { tell } from './commands/run.ts'
import { host } from './host.ts'
import { tabsStore } from './stores/tabs.ts'

/** How soon after an edit what is on the canvas is safe, in milliseconds. The host needs some of the 250 for the disk. */
const SOON = 120

/** Keeps what is on every canvas at the host, soon after each edit. Answers with the way to stop. */
export function keepDrafts(): () => void {
  const kept = new Map<string, Workflow>()
  let timer: number | null = null
  let failing = false
  const keep = (): void => {
    timer = null
    for (const { id, workflow, saved, readOnly } of tabsStore.getState().tabs) {
      if (readOnly || workflow === saved || workflow === kept.get(id)) continue
      kept.set(id, workflow)
      host()
        .request('draft.keep', { id, name: workflow.name ?? 'Untitled', text: writeWorkflow(workflow) })
        .then(() => {
          failing = false
        })
        .catch((thrown: unknown) => {
          // Tried again with the next edit; said once.
          kept.delete(id)
          if (!failing) tell(thrown)
          failing = true
        })
    }
  }
  const stop = tabsStore.subscribe(() => {
    timer ??= window.setTimeout(keep, SOON)
  })
  window.addEventListener('pagehide', keep)
  return () => {
    stop()
    window.removeEventListener('pagehide', keep)
    if (timer !== null) window.clearTimeout(timer)
  }
}
