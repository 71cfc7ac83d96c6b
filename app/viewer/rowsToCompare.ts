import type { ResultRow } from '#shared/api/records.ts'

/**
 * The results to compare a picture with: first the versions of its node, newest first, then the others. `versions` are
 * the known ones, in the order in which they were made; without them those among the results are meant.
 */
export function rowsToCompare(
  rows: readonly ResultRow[],
  versions: readonly ResultRow[],
  viewed: string,
): readonly ResultRow[] {
  const isViewed = ({ media }: ResultRow): boolean => media.sha256 === viewed
  const row = rows.find(isViewed)
  const first = versions.some(isViewed)
    ? versions.toReversed()
    : rows.filter(({ node, workflowName }) => node === row?.node && workflowName === row.workflowName)
  const listed = new Set(first.map(({ media }) => media.sha256))
  return [...first, ...rows.filter(({ media }) => !listed.has(media.sha256))]
}
