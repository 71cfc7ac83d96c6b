import type { Page } from '@playwright/test'

/**
 * The memory that a page's own code holds after a collection of garbage, in bytes: its objects, and the bytes in their
 * buffers. That of its process would include what the test's own inspector keeps of every answer.
 */
export async function watchMemory(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  return async () => {
    await session.send('HeapProfiler.collectGarbage')
    // The declared type is older than the browser.
    const usage: { readonly usedSize: number; readonly backingStorageSize?: number } =
      await session.send('Runtime.getHeapUsage')
    if (usage.backingStorageSize === undefined)
      throw new Error('This browser does not say what buffers hold.')
    return usage.usedSize + usage.backingStorageSize
  }
}

/** Counts the bytes that a page receives, also of answers that it breaks off. */
export async function countReceived(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  session.on('Network.dataReceived', ({ dataLength }) => {
    bytes += dataLength
  })
  return () => bytes
}
