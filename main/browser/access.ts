import { timingSafeEqual } from 'node:crypto'

/** Who may use this host: clients with its token, and from then on the browser with its cookies. */
export interface Access {
  /** In the fragment of the printed address; reusable until the host ends. */
  readonly token: string
  /** A token that is valid once: the command line that opens a browser is visible to other users' processes. */
  createOneTimeToken(): string
  /** What a token is exchanged for, or null for a wrong one. */
  exchange(token: string): Entry | null
  /**
   * The target of an address with these cookies (a `Cookie` header), or null. An address outside the secret paths and
   * one inside without the cookie of that path are treated the same.
   */
  admit(address: string, cookies: string | undefined): Admitted | null
}

/** The secret paths of one start, as in `/0f3a…/`: below `host` are the socket and the session, below `media` the pictures. */
export interface SecretPaths {
  readonly host: string
  readonly media: string
}

export interface Entry {
  readonly paths: SecretPaths
  /** The `Set-Cookie` headers. */
  readonly cookies: readonly string[]
}

export interface Admitted {
  readonly area: keyof SecretPaths
  /** The address without the secret path, as in `/socket`. */
  readonly path: string
}

/** 128 bits. */
const BYTES = 16

export interface AccessOptions {
  /** Part of the cookies' names: two editors in one browser do not write over each other's. */
  readonly port: number
  readonly randomBytes: (count: number) => Uint8Array
}

/**
 * A browser sends a cookie to every port of 127.0.0.1, so any other server there would receive one with `Path=/`. These
 * cookies have a path that only the page knows: it is in the answer to the token, and in no address that the user sees,
 * copies or leaves in a history. The address of a picture can leave the page (dragged, copied), so pictures have a path
 * and a cookie of their own, which give no other access.
 */
export function createAccess({ port, randomBytes }: AccessOptions): Access {
  const secret = (): string => Buffer.from(randomBytes(BYTES)).toString('hex')
  const token = secret()
  const oneTimeTokens = new Set<string>()
  const paths: SecretPaths = { host: `/${secret()}/`, media: `/${secret()}/` }
  const cookies = {
    host: { name: `patchbay-${port}`, value: secret() },
    media: { name: `patchbay-media-${port}`, value: secret() },
  }
  const names = ['host', 'media'] as const
  const entry: Entry = {
    paths,
    cookies: names.map(
      (area) =>
        `${cookies[area].name}=${cookies[area].value}; Path=${paths[area]}; HttpOnly; SameSite=Strict`,
    ),
  }
  return {
    token,
    createOneTimeToken() {
      const oneTimeToken = secret()
      oneTimeTokens.add(oneTimeToken)
      return oneTimeToken
    },
    exchange(given) {
      const oneTimeToken = [...oneTimeTokens].find((one) => isSame(one, given))
      if (oneTimeToken !== undefined) oneTimeTokens.delete(oneTimeToken)
      else if (!isSame(token, given)) return null
      return entry
    },
    admit(address, header = '') {
      const { length } = paths.host
      const area = names.find((one) => isSame(paths[one], address.slice(0, length)))
      if (area === undefined || !hasCookie(header, cookies[area])) return null
      return { area, path: address.slice(length - 1) }
    },
  }
}

const hasCookie = (
  header: string,
  { name, value }: { readonly name: string; readonly value: string },
): boolean =>
  header.split(';').some((cookie) => {
    const [key, ...rest] = cookie.trim().split('=')
    return key === name && isSame(value, rest.join('='))
  })

/** In a time that does not depend on where they differ. */
function isSame(secret: string, given: string): boolean {
  const [a, b] = [Buffer.from(secret), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
