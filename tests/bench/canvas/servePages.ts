import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

import sharp from 'sharp'

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

export interface PageServer {
  readonly url: string
  close(): void
}

/** Serves built pages on loopback, and pictures at the paths of the product's host. */
export async function servePages(folder: string): Promise<PageServer> {
  const picture = await makePicture()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname.startsWith('/media/')) {
      response.writeHead(200, { 'content-type': 'image/webp', 'cache-control': 'max-age=3600' }).end(picture)
      return
    }
    readFile(join(folder, normalize(pathname))).then(
      (body) =>
        response.writeHead(200, { 'content-type': kinds[extname(pathname)] ?? 'text/plain' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // The cast: a server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() }
}

/** As many pixels as a thumbnail of the product's host, and as expensive to decode as a photograph. */
const makePicture = (): Promise<Buffer> =>
  sharp({
    create: {
      width: 512,
      height: 384,
      channels: 3,
      background: '#446',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .blur(3)
    .webp({ quality: 82 })
    .toBuffer()
