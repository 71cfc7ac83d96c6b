import type { Origin } from '#shared/services.ts'

/** Where each asset came from, by its SHA-256. */
export interface Origins {
  set(sha256: string, origin: Origin): void
  get(sha256: string): Origin | undefined
}

/**
 * Origins for as long as the process lives. The first one stays, because the same bytes made once more tell no other
 * story; but a job's is always taken, because its address lives longer than an earlier one.
 */
export function createOrigins(): Origins {
  const known = new Map<string, Origin>()
  return {
    set(sha256, origin) {
      if (origin.from === 'job' || !known.has(sha256)) known.set(sha256, origin)
    },
    get: (sha256) => known.get(sha256),
  }
}

/** What an asset is called in the words of errors. */
export function describeOrigin(origin: Origin): string {
  switch (origin.from) {
    case 'file':
      return origin.name
    case 'address':
      return withoutQuery(origin.url)
    case 'node':
      return `what ${origin.type} made`
    case 'job':
      return `the result of request ${origin.requestId} (${withoutQuery(origin.url)})`
  }
}

/** The query may hold somebody's signature. */
const withoutQuery = (url: string): string => url.replace(/[?#][^]*$/, '')
