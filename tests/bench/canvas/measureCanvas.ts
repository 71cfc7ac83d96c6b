import type { Browser } from '@playwright/test'

import type { Act, Drive } from './pages/drive.ts'

export const acts: readonly Act[] = ['pan', 'zoom', 'drag', 'state', 'whole']

/** What one contender took for one graph, in milliseconds and bytes. */
export interface CanvasSample {
  readonly first: number
  /** By action: the time of each frame. */
  readonly frames: Readonly<Record<Act, readonly number[]>>
  readonly heap: number
}

export interface CanvasEffort {
  /** Frames of each action. */
  readonly frames: number
  /** The time limit of an action in milliseconds. */
  readonly limit: number
}

/** The functions of the page. */
declare const window: { readonly bench?: Drive }

/** Opens a separate page at `url`, shows a graph of `count` nodes and plays all actions. */
export async function measureCanvas(
  browser: Browser,
  url: string,
  count: number,
  { frames, limit }: CanvasEffort,
): Promise<CanvasSample> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' })
  try {
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(url)
    await page.waitForFunction(() => window.bench !== undefined)
    const first = await page.evaluate((many) => window.bench?.show(many), count)
    const played: Partial<Record<Act, readonly number[]>> = {}
    for (const act of acts)
      played[act] = await page.evaluate(
        (what) => window.bench?.play(what.act, what.frames, what.limit) ?? [],
        { act, frames, limit },
      )
    const session = await context.newCDPSession(page)
    await session.send('HeapProfiler.enable')
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    if (faults.length > 0) throw new Error(faults.join('\n'))
    // The cast: there is an entry for each action.
    return { first: first ?? Number.NaN, frames: played as CanvasSample['frames'], heap: usedSize }
  } finally {
    await context.close()
  }
}
