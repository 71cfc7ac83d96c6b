import type { Page } from '@playwright/test'
import { describe } from 'vitest'
import { WebSocket } from 'ws'
import { startOtherServer, tryAll } from '../host/otherServer.ts'
import type { Editor } from './editor.ts'
import { reload } from './editor.ts'
import { expect, test as plain } from './fixtures.ts'
import { bar, openExample } from './library.ts'

const canary = 'sk-canary-0123456789'

/** The editor of a user who has a key. */
const test = plain.extend('keyed', ({ editor }) => {
  editor.use({ RUNCOMFY_API_TOKEN: canary })
  return editor
})

const example = (page: Page) => page.getByText('Inpaint', { exact: true }).first()

interface HostPaths {
  readonly host: string
  readonly media: string
}

/** The secret paths, as the page has stored them. The casts are sound: the page of this program has written them. */
const hostPathsOf = async (page: Page): Promise<HostPaths> =>
  JSON.parse(await page.evaluate<string>("localStorage.getItem('patchbay.places')")) as HostPaths

/**
 * A page that requests every address that it can think of, here and at the editor, and reports what it learns about the
 * previous one.
 */
const curious = (editor: string): string => `<!doctype html><title>Other</title><script>
const paths = ['/socket', '/session', '/media/x', '/index.html', '/assets/x.js']
const editor = ${JSON.stringify(new URL(editor).origin)}
const quietly = (call) => new Promise((resolve) => { try { resolve(call()) } catch { resolve() } }).catch(() => {})
const socket = () => new Promise((resolve) => {
  const one = new WebSocket(editor.replace('http', 'ws') + '/socket')
  one.onopen = one.onerror = resolve
})
Promise.all([
  ...paths.map((path) => quietly(() => fetch(path))),
  ...paths.map((path) => quietly(() => fetch(editor + path, { credentials: 'include' }))),
  quietly(socket),
]).then(() => fetch('/seen', { method: 'POST', headers: {
  'x-referrer': document.referrer || 'none', 'x-name': window.name || 'none', 'x-opener': String(window.opener),
} })).then(() => { document.title = 'Done' })
</script>`

describe('another server on this machine, in the same browser,', () => {
  test('receives nothing that admits it to the editor, however it is reached', async ({ keyed: editor }) => {
    const page = await openExample(editor)
    // The other server's page logs its refused requests.
    editor.allow(/Failed to load resource|blocked by CORS|WebSocket connection/)
    const other = await startOtherServer(curious(editor.url))
    const beside = await page.context().newPage()
    await beside.goto(other.url)
    await expect(beside).toHaveTitle('Done')
    // From the page of the editor itself, like by a link.
    const opening = page.context().waitForEvent('page')
    await page.evaluate(`window.open(${JSON.stringify(other.url)})`)
    await expect(await opening).toHaveTitle('Done')
    await page.evaluate(`location.href = ${JSON.stringify(other.url)}`)
    await expect(page).toHaveTitle('Done')
    const seen = other.visits.filter(({ path }) => path === '/seen')
    expect(
      seen.map(({ headers }) => [headers['x-referrer'], headers['x-name'], headers['x-opener']]),
    ).toEqual(Array.from({ length: 3 }, () => ['none', 'none', 'null']))
    expect(other.cookies()).toEqual([])
    expect(await tryAll(editor.url, other)).toEqual([])
  })

  test('that learns the address of a picture has access to pictures only', async ({ keyed: editor }) => {
    const page = await openExample(editor)
    const { media } = await hostPathsOf(page)
    editor.allow(/Failed to load resource/)
    const other = await startOtherServer()
    const beside = await page.context().newPage()
    await beside.goto(other.url + media)
    expect(other.cookies().map((cookie) => cookie.replace(/=.*/, ''))).toEqual([
      `patchbay-media-${new URL(editor.url).port}`,
    ])
    expect(await tryAll(editor.url, other)).toEqual([])
  })

  test('that was admitted nevertheless receives no key', async ({ keyed: editor }) => {
    const page = await openExample(editor)
    const paths = await hostPathsOf(page)
    const cookies = await page.context().cookies(new URL(paths.host, editor.url).href)
    const other = await startOtherServer()
    const connected = await connect(
      editor,
      paths,
      cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    )
    expect(
      await connected('settings.change', {
        mode: 'live',
        engines: { runcomfy: { apiUrl: other.url } },
      }),
    ).toMatchObject({
      output: { engines: { runcomfy: { apiUrl: other.url } } },
    })
    expect(await connected('key.test', { engine: 'runcomfy' })).toMatchObject({
      error: { code: 'account.key' },
    })
    expect([other.keys(), other.visits]).toEqual([[], []])
    // The key is there: it works where it was set for, and is reported.
    expect(await connected('host.hello', {})).toMatchObject({
      output: {
        engines: expect.arrayContaining([
          expect.objectContaining({ key: { from: null, elsewhere: 'https://model-api.runcomfy.net' } }),
        ]) as unknown,
      },
    })
  })
})

/** Asks the host with the leaked secrets, like a foreign program. */
async function connect(editor: Editor, paths: HostPaths, cookie: string) {
  const { host: name, origin } = new URL(editor.url)
  const socket = new WebSocket(`ws://${name}${paths.host}socket`, { headers: { origin, cookie } })
  const waiting = new Map<number, (answer: unknown) => void>()
  let last = 0
  socket.on('message', (data: Buffer) => {
    // The cast: what the host sends over a socket has this shape.
    const answer = JSON.parse(data.toString('utf8')) as { readonly id?: number }
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  await new Promise((resolve, reject) => void socket.on('open', resolve).on('error', reject))
  return (request: string, input: unknown): Promise<unknown> =>
    new Promise((resolve) => {
      waiting.set(++last, resolve)
      socket.send(JSON.stringify({ id: last, name: request, input }))
    })
}

test('a reloaded page, and one beside it, are admitted without a token, and no secret is in an address', async ({
  keyed: editor,
}) => {
  const page = await openExample(editor)
  const { origin, hash } = new URL(editor.url)
  expect(page.url()).toBe(`${origin}/`)
  await reload(page)
  await expect(example(page)).toBeVisible()
  const beside = await page.context().newPage()
  await beside.goto(origin)
  await expect(example(beside)).toBeVisible()
  expect([page.url(), beside.url()]).toEqual([`${origin}/`, `${origin}/`])
  const stored = await page.evaluate<string>('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
  expect(stored).not.toContain(hash.slice('#token='.length))
  for (const { value } of await page.context().cookies(`${origin}${(await hostPathsOf(page)).host}`))
    expect(stored).not.toContain(value)
})

test('when a host was restarted, a page that is opened at its address admits the earlier one, including pictures', async ({
  keyed: editor,
}) => {
  const page = await openExample(editor)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const picture = page.locator('[data-card] img').first()
  await expect(picture).toBeVisible()
  const before = await hostPathsOf(page)
  editor.allow(/WebSocket connection|Failed to load resource/)
  await editor.startAgain()
  await expect(bar(page, 'Patchbay was restarted')).toBeVisible()
  const beside = await page.context().newPage()
  await beside.goto(editor.url)
  await expect(example(beside)).toBeVisible()
  await expect(bar(page, 'Patchbay was restarted')).toHaveCount(0)
  const after = await hostPathsOf(page)
  expect([after.host === before.host, after.media === before.media]).toEqual([false, false])
  await expect(picture).toHaveAttribute('src', new RegExp(`^${after.media}`))
  await expect(picture).toHaveJSProperty('complete', true)
  await expect(picture).not.toHaveJSProperty('naturalWidth', 0)
})
