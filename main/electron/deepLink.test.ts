import { expect, test } from 'vitest'
import { readArguments, readLink } from './deepLink.ts'

const text = '{"format":"patchbay/workflow","name":"Ährenfeld"}'
const workflow = Buffer.from(text).toString('base64url')

test('a link shows the workflow in it, and can request nothing else', () => {
  const name = encodeURIComponent('A \u202Egood\u0007 name')
  expect(readLink(`patchbay://preview?name=${name}&workflow=${workflow}&run=1`)).toEqual({
    open: 'preview',
    name: 'A good name',
    text,
  })
})

test.each([
  `patchbay://run?workflow=${workflow}`,
  `patchbay://open?path=/etc/passwd`,
  `patchbay://preview/run?name=x`,
  'patchbay://preview?url=https://example.org/a.json',
  'patchbay://preview?workflow=https://example.org/',
  'patchbay://preview?workflow=',
  `https://preview?workflow=${workflow}`,
  `file:///preview?workflow=${workflow}`,
  `patchbay:preview?workflow=${workflow}`,
  `patchbay://preview?workflow=${'A'.repeat(70_000)}`,
  'patchbay://',
  '',
])('a link that is not ours opens nothing: %s', (link) => {
  expect(readLink(link)).toBeNull()
})

test('of a command line only links and files that can be opened count', () => {
  const words = ['--inspect=1', '.', '/a/b.patchbay.json', 'c.PNG', 'd.exe', 'https://example.org/e.html']
  expect(readArguments([...words, `patchbay://preview?workflow=${workflow}`, 'patchbay://run'])).toEqual([
    { open: 'file', path: '/a/b.patchbay.json' },
    { open: 'file', path: 'c.PNG' },
    { open: 'preview', name: 'From a link', text },
  ])
})
