import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** The accessibility problems of a page, each with the element where it is. */
export async function faultsOfAccess(page: Page, within?: string): Promise<readonly string[]> {
  // Only problems are reported, so nothing else is collected. The page has no frames: without "legacy mode" each check
  // would open another page to combine those of frames.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true)
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze()
  return violations.map(
    ({ id, impact, nodes }) => `${impact ?? ''} ${id}: ${nodes[0]?.html.slice(0, 200) ?? ''}`,
  )
}

/** The serious ones of these. */
export const seriousFaults = async (page: Page, within?: string): Promise<readonly string[]> =>
  (await faultsOfAccess(page, within)).filter((words) => /^(serious|critical) /.test(words))
