import type { IncomingMessage } from 'node:http'

/** The only origin whose pages may use this host. */
export interface Origin {
  /** As in `127.0.0.1:41705`. */
  readonly host: string
  /** As in `http://127.0.0.1:41705`. */
  readonly origin: string
}

export const originOf = (port: number): Origin => ({
  host: `127.0.0.1:${port}`,
  origin: `http://127.0.0.1:${port}`,
})

/** Whether a request names exactly this host, once: another name that resolves to it by DNS is refused. */
export function isForHost({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>, { host }: Origin): boolean {
  const hosts = valuesOf(rawHeaders, 'host')
  return hosts.length === 1 && hosts[0] === host
}

/** Whether a request declares that one of our own pages makes it. */
export function isFromPage({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>, { origin }: Origin): boolean {
  const origins = valuesOf(rawHeaders, 'origin')
  return origins.length === 1 && origins[0] === origin
}

/** Headers that no form and no simple script of another origin can send. */
export const isJson = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  /^application\/json(; *charset=utf-8)?$/i.test(headers['content-type'] ?? '')

/** Every value of a header, unmodified: Node would drop the second value of some. */
function valuesOf(rawHeaders: readonly string[], name: string): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
}
