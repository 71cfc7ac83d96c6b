import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { respond, send } from './answer.ts'
import { always, inert } from './headers.ts'

/** Sends an exported file for the browser to save under its own name; null: there is none. */
export async function sendExport(
  request: IncomingMessage,
  response: ServerResponse,
  path: string | null,
): Promise<void> {
  const facts = path === null ? null : await stat(path).catch(() => null)
  if (path === null || facts === null)
    return send(request, response, respond(404, 'This file is not there any more.'))
  response.writeHead(200, {
    ...always,
    ...inert,
    'content-type': 'application/octet-stream',
    'content-length': String(facts.size),
    'content-disposition': `attachment; filename*=${extValue(basename(path))}`,
  })
  if (facts.size === 0) response.end()
  // Never more than announced, if the file has grown meanwhile.
  else await pipeline(createReadStream(path, { end: facts.size - 1 }), response)
}

/** A name as RFC 5987 writes it: it may have any character, but browsers ignore one with an apostrophe in the open. */
const extValue = (name: string): string =>
  `UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
