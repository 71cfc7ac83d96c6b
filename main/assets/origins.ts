import type { Origin } from '#shared/services.ts'

/** The source of each asset, by its SHA-256. */
export interface Origins {
  /** Stores `origin`, unless the known one has more details: see `takesPlace`. */
  set(sha256: string, origin: Origin): void
  get(sha256: string): Origin | undefined
}

/**
 * Whether `next` replaces the known origin. The first one stays, because making the same bytes again adds nothing; but
 * a job's origin replaces it, because its address can be passed on, and the later one lives longer.
 */
export function replaces(next: Origin, origins: Origin | undefined): boolean {
  if (origins === undefined) return true
  return next.from === 'job' && (origins.from !== 'job' || next.at >= origins.at)
}

/** Origins in memory. */
export function createOrigins(): Origins {
  const origins = new Map<string, Origin>()
  return {
    set(sha256, origin) {
      if (replaces(origin, origins.get(sha256))) origins.set(sha256, origin)
    },
    get: (sha256) => origins.get(sha256),
  }
}

/** The name of an asset in error messages. */
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

/** The query may contain a signature. */
const withoutQuery = (url: string): string => url.replace(/[?#][^]*$/, '')
