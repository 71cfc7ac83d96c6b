import { defaultSettings as settings } from '#shared/api/defaultSettings.ts'
import { engineState } from '#shared/testing/engineState.ts'
import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import type { KeyState, Settings } from '#shared/api/records.ts'
import { createParts } from '../base/editor.ts'
import { showsIn } from '../state/testing/showsIn.ts'
import type { View } from '../state/view.ts'
import { show } from '../state/view.ts'
import { SettingsPanel } from './SettingsPanel.tsx'

function shown(view: Partial<View> = {}): readonly string[] {
  const editor = createParts()
  show(editor, { settings, connection: 'connected', ...view })
  return showsIn(editor, draw(SettingsPanel))
}

/** The lines from one to before another. */
const between = (lines: readonly string[], from: string, to: string): readonly string[] =>
  lines.slice(lines.indexOf(from) + 1, lines.indexOf(to))

test.each<[Settings['mode'], readonly string[]]>([
  [
    'practice',
    ['choice = Practice', 'Free: images and videos are drawn on this computer instead of calling a model.'],
  ],
  ['live', ['choice = Live', 'Real models. Every job costs money.']],
])('the mode "%s" says whether it costs money', (mode, expected) => {
  expect(between(shown({ settings: { ...settings, mode } }), 'Mode', 'Confirm runs over')).toEqual(expected)
})

const here = { origin: 'https://api.example', fixed: false } as const

test.each<[string, KeyState, string, readonly string[]]>([
  ['none', { from: null }, 'No key is set. A key is sent only to api.example.', ['button "Test" off']],
  [
    'one for another address',
    { from: null, elsewhere: 'https://other.example' },
    'Your key is for other.example and is not sent anywhere else. Enter a key for this address.',
    ['button "Test" off'],
  ],
  [
    'one in the environment',
    { from: 'environment' },
    'The key is set in the environment. It is sent only to api.example.',
    ['button "Test"'],
  ],
  [
    'one in a file',
    { from: 'file' },
    'The key is remembered in a file that only you can read. It is sent only to api.example.',
    ['button "Test"', 'button "Remove key"'],
  ],
])('for a key its location and its target are shown, and never the key (%s)', (_, key, text, buttons) => {
  expect(
    between(shown({ engines: [engineState({ key, address: here })] }), 'Acme key', 'Address of Acme'),
  ).toEqual([
    'field empty',
    text,
    'Get a key at acme.example',
    'checkbox',
    'Remember on this computer',
    'button "Use this key" off',
    ...buttons,
    'status',
  ])
})

test('every address that a key is sent to is named', () => {
  const address = { ...here, account: 'https://account.example' }
  expect(shown({ engines: [engineState({ key: { from: null }, address })] })).toContain(
    'No key is set. A key is sent only to api.example and account.example.',
  )
})

test('an address that the environment sets is shown and cannot be changed', () => {
  const lines = shown({ engines: [engineState({ address: { ...here, fixed: true } })] })
  expect(between(lines, 'Address of Acme', 'Acme jobs at a time')).toEqual([
    'field = https://api.example off',
    'Set by the environment, and cannot be changed here.',
  ])
})

test('the folder for images is shown', () => {
  const lines = shown({ imageFolder: '/home/anna/pictures' })
  expect(between(lines, 'Folder for images', 'Theme').slice(0, 2)).toEqual([
    '/home/anna/pictures',
    'button "Copy path"',
  ])
})

const bucketButtons = (lines: readonly string[]) =>
  lines.filter((line) => /^button "(Use this bucket|Test|Stop using)"/.test(line)).slice(-3)

test('a bucket is tested and removed only once it is set', () => {
  expect(bucketButtons(shown())).toEqual([
    'button "Use this bucket" off',
    'button "Test" off',
    'button "Stop using" off',
  ])
  const bucket = {
    endpoint: 'https://s3.example',
    region: 'us-east-1',
    bucket: 'mine',
    prefix: '',
    lifetime: 3600,
    pathStyle: true,
  }
  expect(bucketButtons(shown({ settings: { ...settings, bucket } }))).toEqual([
    'button "Use this bucket"',
    'button "Test"',
    'button "Stop using"',
  ])
})

test('while the host is unreachable no setting can be changed, and that is shown', () => {
  const lines = shown({ connection: 'lost', engines: [engineState({ key: { from: 'file' } })] })
  expect(lines.slice(0, 4)).toEqual([
    'Settings',
    'button "Close settings"',
    'status',
    'Settings cannot be changed while the host is disconnected.',
  ])
  const controls = lines.slice(4).filter((line) => /^(button|field|checkbox|choice)\b/.test(line))
  expect(controls.filter((line) => !line.endsWith(' off'))).toEqual([])
  expect(controls.length).toBeGreaterThan(15)
})

test('each engine has its own row, whichever the host has', () => {
  const lines = shown({ engines: [engineState(), engineState({ id: 'other', title: 'Other' })] })
  expect(lines.filter((line) => line.endsWith(' key'))).toEqual(['Acme key', 'Other key'])
  expect(lines.filter((line) => line.endsWith(' jobs at a time'))).toEqual([
    'Acme jobs at a time',
    'Other jobs at a time',
  ])
})
