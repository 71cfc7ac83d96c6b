import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What is wrong with a page for people who see little or use no mouse, each with the place where it is. */
export async function faultsOfAccess(page: Page, within?: string): Promise<readonly string[]> {
  // Only what is wrong is told of, so nothing else need be gathered. The page has no frames: without "legacy mode" each look
  // would open another page to put those of frames together.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true)
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze()
  return violations.map(
    ({ id, impact, nodes }) => `${impact ?? ''} ${id}: ${nodes[0]?.html.slice(0, 200) ?? ''}`,
  )
}

/** The serious ones of these. */
export const seriousFaults = async (page: Page): Promise<readonly string[]> =>
  (await faultsOfAccess(page)).filter((words) => /^(serious|critical) /.test(words))
