import { withoutTail } from '#shared/withoutTail.ts'
import { AppError } from '#shared/errors.ts'
import { isLoopbackHost } from './publicAddress.ts'

const OFFICIAL = 'https://model-api.runcomfy.net'
/** The balance is asked for at another origin of the same service. */
const OFFICIAL_ACCOUNT = 'https://api.runcomfy.net'

/**
 * The base URL of the Model API: `text` (the environment's `PATCHBAY_API_URL`) or RunComfy's own. https anywhere,
 * plain http to loopback alone. Throws `egress.refused`.
 */
export function readApiUrl(text?: string): URL {
  if (text === undefined || text.trim() === '') return new URL(OFFICIAL)
  if (!URL.canParse(text)) throw refuse('is no URL')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') throw refuse('carries a user name or password')
  if (url.search !== '' || url.hash !== '') throw refuse('carries a query or a fragment')
  if (url.protocol === 'http:' && !isLoopbackHost(url)) {
    throw refuse('is plain http to another machine, where anybody on the way could read the key')
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuse(`is a ${url.protocol} address`)
  url.pathname = withoutTail(url.pathname, '/')
  return url
}

const refuse = (why: string): AppError =>
  new AppError('egress.refused', `PATCHBAY_API_URL ${why}. Give it as https://host or http://127.0.0.1:port.`)

/** Where the account's calls go: RunComfy keeps them at an origin of their own; any other base serves them itself. */
export const accountUrl = (api: URL): URL => (api.origin === OFFICIAL ? new URL(OFFICIAL_ACCOUNT) : api)
