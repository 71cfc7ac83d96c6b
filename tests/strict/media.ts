import { BlockList, isIP } from 'node:net'
import sharp from 'sharp'

/** A picture in a request. `null`: an https URL, which is never fetched. */
export interface Picture {
  readonly bytes: Buffer
  readonly width: number
  readonly height: number
}

export type Media = { readonly picture: Picture | null } | { readonly problem: string }

/** Where this server's own pictures are: its base URL, and the bytes by file name under `/outputs/`. */
export interface OwnOutputs {
  readonly url: string
  readonly files: ReadonlyMap<string, Buffer>
}

const maxBytes = 6 * 1024 * 1024
const maxPixels = 32_000_000
const formats = ['png', 'jpeg', 'webp']

const unreachable = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  unreachable.addSubnet(net, prefix, 'ipv4')
}
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  unreachable.addSubnet(net, prefix, 'ipv6')
}

/** Checks one media string: a public https URL, an output of this server, or a valid data URI. */
export async function readMedia(value: string, own: OwnOutputs): Promise<Media> {
  if (value.startsWith('data:')) return readDataUri(value)
  if (value.startsWith(`${own.url}/outputs/`)) {
    const bytes = own.files.get(value.slice(`${own.url}/outputs/`.length))
    return bytes === undefined ? { problem: 'is not an output of this server' } : decode(bytes, null)
  }
  return readPublicUrl(value)
}

function readPublicUrl(value: string): Media {
  if (!URL.canParse(value)) return { problem: 'is neither a URL nor a data URI' }
  const url = new URL(value)
  if (url.protocol !== 'https:') return { problem: `is a ${url.protocol} URL, https: is asked for` }
  if (url.username !== '' || url.password !== '') return { problem: 'is a URL with credentials' }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const open =
    family === 0
      ? host.includes('.') && !/\.(localhost|local|internal)$/.test(host)
      : !unreachable.check(host, family === 6 ? 'ipv6' : 'ipv4')
  return open ? { picture: null } : { problem: 'is a URL that a public server cannot reach' }
}

async function readDataUri(value: string): Promise<Media> {
  const comma = value.indexOf(',')
  const head = /^data:image\/([a-z]+);base64$/.exec(value.slice(0, Math.max(comma, 0)))
  const format = head?.[1]
  if (format === undefined)
    return { problem: 'is not a data URI of the form data:image/<type>;base64,<bytes>' }
  if (!formats.includes(format)) return { problem: `claims the type image/${format}` }
  const payload = value.slice(comma + 1)
  const bytes = Buffer.from(payload, 'base64')
  // Node skips invalid base64: only what encodes back to the same characters was valid.
  if (payload === '' || bytes.toString('base64') !== payload) return { problem: 'is not base64' }
  return decode(bytes, format)
}

async function decode(bytes: Buffer, claimed: string | null): Promise<Media> {
  if (bytes.length > maxBytes) return { problem: `has ${bytes.length} bytes, more than 6 MiB` }
  try {
    const { format, width, height, pages = 1 } = await sharp(bytes).metadata()
    if (claimed !== null && format !== claimed) return { problem: `claims image/${claimed} and is ${format}` }
    if (width * height * pages > maxPixels)
      return { problem: `has ${width} × ${height} pixels, more than 32 MP` }
    // The header may be valid and the rest truncated, so every pixel is read.
    await sharp(bytes, { failOn: 'warning' }).stats()
    return { picture: { bytes, width, height } }
  } catch {
    return { problem: 'does not decode as a picture' }
  }
}
