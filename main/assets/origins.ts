import type { Origin } from '#shared/services.ts'

/** Where each asset came from, by its SHA-256. */
export interface Origins {
  /** Keeps `origin`, unless the one that is known tells more: see `takesPlace`. */
  set(sha256: string, origin: Origin): void
  get(sha256: string): Origin | undefined
}

/**
 * Whether `next` is kept in place of what is known. The first one stays, because the same bytes made once more tell no
 * other story; but a job's is taken, because its address can be passed on, and the later one lives longer.
 */
export function replaces(next: Origin, origins: Origin | undefined): boolean {
  if (origins === undefined) return true
  return next.from === 'job' && (origins.from !== 'job' || next.at >= origins.at)
}

/** Origins for as long as the process lives. */
export function createOrigins(): Origins {
  const origins = new Map<string, Origin>()
  return {
    set(sha256, origin) {
      if (replaces(origin, origins.get(sha256))) origins.set(sha256, origin)
    },
    get: (sha256) => origins.get(sha256),
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
