import { timingSafeEqual } from 'node:crypto'

/** Who may use this host: whoever was told its token, and from then on the browser that has its cookie. */
export interface Access {
  /** Stands in the fragment of the address that is printed; good as often as it is used, until the host ends. */
  readonly token: string
  /** A token that is good once: what starts a browser stands in a list of processes that others can read. */
  ticket(): string
  /** The `Set-Cookie` for a token, or null. */
  exchange(token: string): string | null
  /** Whether a `Cookie` header has the cookie. */
  admits(cookies: string | undefined): boolean
}

/** 128 bits. */
const BYTES = 16

export interface AccessOptions {
  /** Part of the cookie's name: browsers do not tell the ports of a host apart. */
  readonly port: number
  readonly randomBytes: (count: number) => Uint8Array
}

export function createAccess({ port, randomBytes }: AccessOptions): Access {
  const secret = (): string => Buffer.from(randomBytes(BYTES)).toString('hex')
  const token = secret()
  const tickets = new Set<string>()
  const name = `patchbay-${port}`
  const value = secret()
  return {
    token,
    ticket() {
      const ticket = secret()
      tickets.add(ticket)
      return ticket
    },
    exchange(given) {
      const ticket = [...tickets].find((one) => isSame(one, given))
      if (ticket !== undefined) tickets.delete(ticket)
      else if (!isSame(token, given)) return null
      return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict`
    },
    admits: (cookies = '') =>
      cookies.split(';').some((cookie) => {
        const [key, ...rest] = cookie.trim().split('=')
        return key === name && isSame(value, rest.join('='))
      }),
  }
}

/** In a time that tells nothing of where they differ. */
function isSame(secret: string, given: string): boolean {
  const [a, b] = [Buffer.from(secret), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
