import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { HostEvent } from '#shared/api/contract.ts'
import { requestNames } from '#shared/api/contract.ts'
import type { Handlers } from '#shared/api/serve.ts'
import type { ReceivedFile } from '#shared/services.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { createAssetFolder } from '../../assets/assetFolder.ts'
import type { SecretPaths } from '../access.ts'
import type { HostLimits } from '../limits.ts'
import type { BrowserHost } from '../startBrowserHost.ts'
import { startBrowserHost } from '../startBrowserHost.ts'
import type { Reply, TestRequest } from './sendRequest.ts'
import { sendRequest } from './sendRequest.ts'

/** A started host with a small page, one picture and one film, removed after the test. */
export interface TestHost {
  readonly host: BrowserHost
  readonly origin: string
  readonly picture: string
  readonly film: string
  readonly clock: ReturnType<typeof fakeClock>
  /** The files that were uploaded. */
  readonly received: readonly Pick<ReceivedFile, 'sha256' | 'size' | 'path'>[]
  /** How often a request of the contract was answered. */
  readonly calls: string[]
  emit(event: HostEvent): void
  /** From now on, handlers no longer answer. */
  hold(): void
  /** Sends a request with the right `Host`; given headers override it. */
  sendRequest(options: TestRequest): Promise<Reply>
  /**
   * Exchanges a token: returns the paths, and the cookies as a browser would send them at each path. Null: a wrong
   * token.
   */
  enter(token?: string): Promise<Entered | null>
  /** As `enter` with the printed token. */
  admitted(): Promise<Entered>
}

export interface Entered {
  readonly paths: SecretPaths
  /** The `Cookie` header below each path. */
  readonly cookies: { readonly [Area in keyof SecretPaths]: string }
}

/** The id of the one exported file of a test host. */
export const EXPORT = '00000000-0000-4000-8000-000000000000'

/** The maximum size of an upload to a test host. */
export const MAX_UPLOAD = 100_000

export const script = 'document.title = "here"'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

export async function testHost(limits: Partial<HostLimits> = {}, port = 0): Promise<TestHost> {
  const home = mkdtempSync(join(tmpdir(), 'patchbay-host-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const page = join(home, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Patchbay</title>')
  writeFileSync(join(page, 'assets/index-abc.js'), script)
  // A file beside the page that must never be served.
  writeFileSync(join(home, 'key'), 'sk-secret-secret')
  writeFileSync(join(home, "Harbö's (2).patchbay.zip"), 'packed')
  writeFileSync(join(page, '.built-from'), 'sk-secret-secret')
  const assets = createAssetFolder(join(home, 'assets'))
  const [picture, film] = [await assets.save(png, 'png'), await assets.save(Buffer.from('film'), 'mp4')]

  const clock = fakeClock()
  const calls: string[] = []
  const received: TestHost['received'][number][] = []
  let held = false
  const listeners = new Set<(event: HostEvent) => void>()
  const host = await startBrowserHost({
    session: {
      handlers: handlersThat(calls, () => held),
      exported: (id) => (id === EXPORT ? join(home, "Harbö's (2).patchbay.zip") : null),
      async receive(pieces) {
        const { sha256, size, path } = await assets.receive(pieces, { max: MAX_UPLOAD })
        received.push({ sha256, size, path })
        return `upload ${received.length}`
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    home,
    page,
    port,
    clock,
    limits,
    pictures: { read: () => Promise.reject(new Error('none here')) },
  })
  onTestFinished(() => host.close())
  const { origin, hash } = new URL(host.url)
  const test: TestHost = {
    host,
    origin,
    picture,
    film,
    clock,
    calls,
    received,
    hold: () => void (held = true),
    emit: (event) => listeners.forEach((listener) => listener(event)),
    sendRequest: (options) =>
      sendRequest(host.port, { ...options, headers: { host: `127.0.0.1:${host.port}`, ...options.headers } }),
    async enter(token = hash.slice('#token='.length)) {
      const { status, headers, text } = await test.sendRequest({
        method: 'POST',
        path: '/session',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      })
      if (status !== 200) return null
      // The cast: the host has just returned it.
      const paths = JSON.parse(text) as SecretPaths
      const cookieFor = (path: string): string =>
        (headers['set-cookie'] ?? [])
          .filter((cookie) => cookie.includes(`Path=${path};`))
          .map((cookie) => cookie.replace(/;.*$/, ''))
          .join('; ')
      return { paths, cookies: { host: cookieFor(paths.host), media: cookieFor(paths.media) } }
    },
    async admitted() {
      const entered = await test.enter()
      if (entered === null) throw new Error('the printed token is not valid')
      return entered
    },
  }
  return test
}

/** Handlers that record their calls: one answers, the others refuse. */
function handlersThat(calls: string[], isHeld: () => boolean): Handlers {
  const refuse = (name: string) => (): never => {
    calls.push(name)
    throw new AppError('file.unreadable', `${name} is not done here`)
  }
  const all: { readonly [name: string]: () => never } = Object.fromEntries(
    requestNames.map((name) => [name, refuse(name)]),
  )
  return {
    // The cast: every name is there, and the output of a handler that throws does not matter.
    ...(all as { readonly [Name in keyof Handlers]: () => never }),
    'run.list'() {
      calls.push('run.list')
      return isHeld() ? new Promise<never>(() => {}) : []
    },
  }
}

/** A path with the words HOST/ and MEDIA/ for the secret paths and PICTURE and FILM for the library's files. */
export async function pathIn({ admitted, picture, film }: TestHost, path: string): Promise<string> {
  const { paths: places } = await admitted()
  return path
    .replace('HOST/', places.host)
    .replace('MEDIA/', places.media)
    .replace('PICTURE', picture)
    .replace('FILM', film)
}

/** The headers with the cookie that a browser would send to that path, where it would send one. */
export async function cookieAt({ admitted }: TestHost, path: string): Promise<{ readonly cookie?: string }> {
  const { paths: places, cookies } = await admitted()
  const area = (['host', 'media'] as const).find((one) => path.startsWith(places[one]))
  return area === undefined ? {} : { cookie: cookies[area] }
}
