import { withoutTail } from '#shared/withoutTail.ts'
import { AppError } from '#shared/errors.ts'
import { isLoopbackHost } from './publicAddress.ts'

/** RunComfy's own: keys that were stored without an origin belong to it. */
export const OFFICIAL = 'https://model-api.runcomfy.net'
/** The balance is at another origin of the same service. */
const OFFICIAL_ACCOUNT = 'https://api.runcomfy.net'

/**
 * The base URL of an API: `text`, or `standard` if it is empty, by default that of RunComfy's Model API. https anywhere,
 * plain http only to loopback. `name` is the name of the setting in errors. Throws `egress.refused`.
 */
export function readApiUrl(text?: string, name = 'The address of the API', standard = OFFICIAL): URL {
  if (text === undefined || text.trim() === '') return new URL(standard)
  const refuse = (why: string): AppError =>
    new AppError('egress.refused', `${name} ${why}. Give it as https://host or http://127.0.0.1:port.`)
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

/**
 * The base URL of the account's calls: RunComfy has them at an origin of their own; any other base serves them itself.
 */
export const accountUrl = (api: URL): URL => (api.origin === OFFICIAL ? new URL(OFFICIAL_ACCOUNT) : api)
