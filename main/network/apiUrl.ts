import { withoutTail } from '#shared/withoutTail.ts'
import { AppError } from '#shared/errors.ts'
import { isLoopbackHost } from './publicAddress.ts'

/** RunComfy's own: keys that were kept without an origin are for it. */
export const OFFICIAL = 'https://model-api.runcomfy.net'
/** The balance is asked for at another origin of the same service. */
const OFFICIAL_ACCOUNT = 'https://api.runcomfy.net'

/**
 * The base URL of the Model API: `text`, or RunComfy's own where it is empty. https anywhere, plain http to loopback alone.
 * `name` is what the text is called in words. Throws `egress.refused`.
 */
export function readApiUrl(text?: string, name = 'The address of the API'): URL {
  if (text === undefined || text.trim() === '') return new URL(OFFICIAL)
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

/** The base URL that the environment names, or RunComfy's own. Throws `egress.refused`, naming the variable. */
export const apiUrlIn = (env: Readonly<NodeJS.ProcessEnv>): URL =>
  readApiUrl(env['PATCHBAY_API_URL'], 'PATCHBAY_API_URL')

/** Whether the environment names the address of the API: then no setting does. */
export const namesApiUrl = (env: Readonly<NodeJS.ProcessEnv>): boolean =>
  (env['PATCHBAY_API_URL'] ?? '').trim() !== ''

/** Where the account's calls go: RunComfy keeps them at an origin of their own; any other base serves them itself. */
export const accountUrl = (api: URL): URL => (api.origin === OFFICIAL ? new URL(OFFICIAL_ACCOUNT) : api)
