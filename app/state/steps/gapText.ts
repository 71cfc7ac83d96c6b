import { itemNumber } from '#shared/run/address.ts'
import type { Gap } from '#shared/run/gap.ts'

/** Which item is missing, as people count. */
export const gapTitle = ({ item }: Gap): string => `Item ${itemNumber(item)} is missing`

/** Why, after the node that failed for it. `title` is that of the node, '' if it is gone. */
export const gapReason = ({ of, error }: Gap, title: string): string => `${title || of}: ${error.message}`
