import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Log } from '#shared/services.ts'
import type { AssetFolder } from '../assets/assetFolder.ts'
import type { Thumbnails } from '../assets/thumbnails.ts'
import type { Session } from '../host/createSession.ts'
import type { Access } from './access.ts'
import { respond, send } from './answer.ts'
import type { Origin } from './checkRequest.ts'
import { isForHost, isFromPage, isJson } from './checkRequest.ts'
import { inert, page as pageHeaders } from './headers.ts'
import type { HostLimits } from './limits.ts'
import { sendMedia } from './media.ts'
import { sendExport } from './sendExport.ts'
import type { PageFile } from './page.ts'
import { readBody } from './readBody.ts'
import { receiveUpload } from './receiveUpload.ts'
import { mediaRoute, pageRoute, sessionRoute } from './route.ts'
import type { Unauthenticated } from './unauthenticated.ts'

export interface AnswerOptions {
  readonly own: Origin
  /** The built page. */
  readonly files: ReadonlyMap<string, PageFile>
  readonly access: Pick<Access, 'admit' | 'exchange'>
  readonly unauthenticated: Pick<Unauthenticated, 'trust'>
  readonly limits: Pick<HostLimits, 'body'>
  readonly assets: AssetFolder
  readonly thumbnails: Thumbnails
  readonly log: Log
  readonly session: Pick<Session, 'receive' | 'exported'>
}

/** Answers requests except upgrades. Rejects with unexpected errors. */
export function createAnswer(
  options: AnswerOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { access, assets, files, log, own, unauthenticated, thumbnails } = options
  const ofPage = pageHeaders(own.host)
  return async (request, response) => {
    if (!isForHost(request, own))
      return send(request, response, respond(421, 'This host goes by another name.'))
    const { method = '', url = '' } = request
    const shown = pageRoute(method, url, (path) => files.has(path))
    if (shown.to === 'page') {
      const file = files.get(shown.path)
      if (file === undefined) return send(request, response, respond(404, 'There is nothing here.'))
      const headers = { ...ofPage, 'content-type': file.type, 'cache-control': file.cache }
      return send(request, response, { status: 200, headers, body: file.bytes })
    }
    if (method === 'POST' && url === '/session') return exchange(request, response, options)
    const admitted = access.admit(url, request.headers.cookie)
    if (admitted === null)
      return send(request, response, respond(401, 'Open the address that Patchbay has printed.'))
    unauthenticated.trust(request.socket)
    const route =
      admitted.area === 'media' ? mediaRoute(method, admitted.path) : sessionRoute(method, admitted.path)
    switch (route.to) {
      case 'upload':
        return upload(request, response, options)
      case 'download':
        return sendExport(request, response, options.session.exported(route.id))
      case 'admission':
        return send(request, response, { status: 204, headers: inert, body: '' })
      case 'media':
        return sendMedia(request, response, route, { assets, thumbnails, log })
      case 'refused':
        return send(request, response, respond(405, 'That is not done here.', { allow: route.allow }))
      case 'page':
      case 'none':
        return send(request, response, respond(404, 'There is nothing here.'))
    }
  }
}

/** Receives a file. Only the page itself sends one: no form can PUT, and no script of another origin may. */
async function upload(
  request: IncomingMessage,
  response: ServerResponse,
  { own, session }: Pick<AnswerOptions, 'own' | 'session'>,
): Promise<void> {
  if (!isFromPage(request, own))
    return send(request, response, respond(403, 'Only the editor itself may ask that.'))
  // Not with the request itself: leaving that would cut the connection before the reason could be sent.
  const pieces = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>
  const { status, body } = await receiveUpload(session, pieces)
  const end = status === 200 ? {} : { connection: 'close' }
  const headers = { ...inert, 'content-type': 'application/json', ...end }
  send(request, response, { status, headers, body })
}

/** Exchanges the token of the address for the cookies and their paths. */
async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  { access, limits, own }: Pick<AnswerOptions, 'access' | 'limits' | 'own'>,
): Promise<void> {
  if (!isFromPage(request, own))
    return send(request, response, respond(403, 'Only the editor itself may ask that.'))
  if (!isJson(request)) return send(request, response, respond(415, 'This is asked in JSON.'))
  const body = await readBody(request, limits.body)
  if (body === null)
    return send(request, response, respond(413, 'That is too long.', { connection: 'close' }))
  const entry = access.exchange(tokenIn(body))
  if (entry === null)
    return send(
      request,
      response,
      respond(403, 'This address is not valid any more. Open the one that Patchbay has printed.'),
    )
  send(request, response, {
    status: 200,
    headers: { ...inert, 'content-type': 'application/json', 'set-cookie': entry.cookies },
    body: JSON.stringify(entry.paths),
  })
}

const Token = z.object({ token: z.string() })

function tokenIn(body: string): string {
  try {
    return Token.parse(JSON.parse(body)).token
  } catch {
    return ''
  }
}
