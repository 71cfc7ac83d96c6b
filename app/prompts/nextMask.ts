import { openMask, openMaskStore } from '../state/mask/openMask.ts'
import { runsStore } from '../state/runs/runs.ts'
import { activeTab } from '../state/tabs.ts'
import { questionsOf } from '../state/prompts/promptText.ts'

/** How many masks the shown tab's run asks for at a node. */
function countPrompts(node: string): number {
  const run = activeTab()?.run ?? null
  return run === null ? 0 : questionsOf(runsStore.getState().runs[run]?.steps[node]).length
}

/**
 * Where a run asks for the masks of several pictures, the next one is opened when one is done; not when one is left. Answers
 * with the way to stop.
 */
export function followMasks(): () => void {
  let stopWaiting = (): void => {}
  const stop = openMaskStore.subscribe(({ open }, { open: before }) => {
    stopWaiting()
    if (open !== null || before === null) return
    const { node } = before
    const count = countPrompts(node)
    if (count < 2) return
    stopWaiting = runsStore.subscribe(() => {
      const left = countPrompts(node)
      if (left === count) return
      stopWaiting()
      if (left > 0) openMask(node)
    })
  })
  return () => {
    stop()
    stopWaiting()
  }
}
