import { itemNumber } from '#shared/run/address.ts'
import type { Gap } from '#shared/run/gap.ts'

/** Which item is missing or held back, as people count. */
export const gapTitle = ({ item, unpaired }: Gap): string =>
  `Item ${itemNumber(item)} is ${unpaired === undefined ? 'missing' : 'held back'}`

/** Why, after the node that failed for it. `title` is that of the node, '' if it is gone. */
export function gapReason({ of, error, unpaired }: Gap, title: string): string {
  const reason = `${title || of}: ${error.message}`
  return unpaired === undefined ? reason : `What belongs to it is not certain. ${reason}`
}
