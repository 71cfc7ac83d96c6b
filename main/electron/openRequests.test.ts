import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { OpenRequest } from './deepLink.ts'
import { createFakeElectron } from './testing/fakeElectron.ts'
import { preventable } from './testing/fakeEmitter.ts'
import { collectOpenRequests } from './openRequests.ts'

test('requests from before there is a listener are queued, in order, and delivered once', async () => {
  const { electron, app } = createFakeElectron()
  const requests = collectOpenRequests(electron, ['a.patchbay.json'], '/started')
  await app.happen('open-file', preventable({}), '/from/the/system.json')
  await app.happen('open-url', preventable({}), 'patchbay://preview?name=L&workflow=e30')
  await app.happen('open-url', preventable({}), 'patchbay://run')
  const received: OpenRequest[] = []
  requests.subscribe((request) => received.push(request))
  await app.happen('second-instance', {}, ['patchbay', '--flag', 'b.png'], '/elsewhere')
  expect(received).toEqual([
    { open: 'file', path: resolve('/started', 'a.patchbay.json') },
    { open: 'file', path: '/from/the/system.json' },
    { open: 'preview', name: 'L', text: '{}' },
    { open: 'file', path: resolve('/elsewhere', 'b.png') },
  ])
})

test('the app registers with the system to open them', async () => {
  const { electron, app } = createFakeElectron()
  collectOpenRequests(electron, [], '/')
  const events = [preventable({}), preventable({})]
  await app.happen('open-file', events[0], '/a.json')
  await app.happen('open-url', events[1], 'patchbay://preview')
  expect(events.map((event) => event.prevented())).toEqual([true, true])
})
