import type { ResultRow } from '#shared/api/records.ts'

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })

/** What a result is called beside others: which version of its node it is, if that is known, and when it was made. */
export function nameResult(
  { media, nodeTitle, at }: Pick<ResultRow, 'media' | 'nodeTitle' | 'at'>,
  versions: readonly Pick<ResultRow, 'media' | 'at'>[],
): string {
  const index = versions.findIndex((version) => version.media.sha256 === media.sha256)
  const version = versions[index]
  const name = version === undefined ? nodeTitle : `Version ${index + 1} of ${versions.length}`
  return `${name} · ${clock.format(version?.at ?? at)}`
}
