import type { Page } from '@playwright/test'
import { reload } from './editor.ts'

/** The cards and cables whose components rendered again, by id, according to React's commits. */
export interface Renders {
  /** Starts over. */
  clear(): Promise<void>
  read(): Promise<readonly string[]>
  readCables(): Promise<readonly string[]>
}

/**
 * Uses the hook of React's developer tools, which must exist before React does: so it reloads the page. A component has
 * rendered if its fibre differs from the last commit's and has the flag of performed work.
 */
export async function watchRenders(page: Page): Promise<Renders> {
  // As text: the tests have no DOM types.
  await page.addInitScript(`
    window.drawnCards = new Set()
    window.drawnCables = new Set()
    const PERFORMED_WORK = 1
    const HOST = 5
    const add = (fiber) => {
      const own = fiber.memoizedProps ?? {}
      // Its frame and the places to grab it belong to React Flow.
      if ('sourceX' in own && 'data' in own) window.drawnCables.add(own.id)
      for (let at = fiber; at !== null; at = at.return) {
        const card = at.tag === HOST ? at.memoizedProps['data-card'] : undefined
        if (card !== undefined) return window.drawnCards.add(card)
      }
    }
    const walk = (fiber, before) => {
      const drawn = before === null || (fiber !== before && (fiber.flags & PERFORMED_WORK) !== 0)
      if (drawn && fiber.tag !== HOST) add(fiber)
      if (before !== null && fiber.child === before.child) return
      for (let child = fiber.child; child !== null; child = child.sibling) walk(child, child.alternate)
    }
    window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
      supportsFiber: true,
      renderers: new Map(),
      inject: () => 1,
      onCommitFiberRoot: (_, root) => walk(root.current, root.current.alternate),
      onCommitFiberUnmount: () => undefined,
    }
  `)
  await reload(page)
  return {
    clear: () => page.evaluate('void [window.drawnCards, window.drawnCables].forEach((set) => set.clear())'),
    read: () => page.evaluate('[...window.drawnCards].sort()'),
    readCables: () => page.evaluate('[...window.drawnCables].sort()'),
  }
}
