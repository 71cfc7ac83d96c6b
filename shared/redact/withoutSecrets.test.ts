import { expect, test } from 'vitest'
import type { Node } from '../document/workflow.ts'
import { emptyWorkflow } from '../document/defaults.ts'
import { cleanText } from './cleanText.ts'
import { withoutSecrets } from './withoutSecrets.ts'

test.each([
  ['https://cdn.example/a.png?X-Amz-Signature=abc&X-Amz-Date=1', 'https://cdn.example/a.png', 'signed query'],
  ['https://b.blob.example/a.png?sv=2024&se=2026&sig=x%3D', 'https://b.blob.example/a.png', 'signed query'],
  ['see https://x.example/p?token=1#t, please', 'see https://x.example/p please', 'signed query'],
  ['https://x.example/#access_token=1', 'https://x.example/', 'signed query'],
  ['https://x.example/?%74oken=1', 'https://x.example/', 'signed query'],
  ['https://me:word@x.example/a.png', 'https://x.example/a.png', 'name and password'],
  ['Authorization: Bearer abcdefghijklmnopqrstuvwx', 'Authorization: [key]', 'looks like a key'],
  ['use sk-abcdefghijklmnopqrst12 here', 'use [key] here', 'looks like a key'],
])('%j is shared as %j', (text, clean, what) => {
  expect(cleanText(text)).toEqual({ text: clean, removed: [expect.stringContaining(what)] })
})

test.each([
  'https://images.example/photo.jpg?w=1080&fit=crop',
  'https://x.example/a.png#top',
  'a key on a table, sk-8 and a risk-averse bear',
  'mail me@x.example',
])('%j stays as it is', (text) => {
  expect(cleanText(text)).toEqual({ text, removed: [] })
})

const node = (values: Node['values'], more: Partial<Node> = {}): Node => ({
  id: 'a',
  type: 'x/y',
  position: { x: 0, y: 0 },
  values,
  ...more,
})

test('what is removed from a workflow is listed by its path, and nothing else is changed', () => {
  const workflow = {
    ...emptyWorkflow('W'),
    nodes: [
      node({
        api_key: 'mine',
        prompt: 'the word canary-1 and more',
        deep: [{ password: 'x', image: 'https://x.example/a?sig=1' }],
      }),
      node(
        { image: { file: '/home/me/secret project/cat.png' }, token: '' },
        { id: 'token', title: 'https://u:p@x.example' },
      ),
    ],
    edges: [
      {
        id: 'https://x.example/?sig=1',
        from: { node: 'token', port: 'a' },
        to: { node: 'a', port: 'token' },
      },
    ],
    kept: { other: 7 },
  }
  const before = JSON.stringify(workflow)
  const { workflow: clean, removed } = withoutSecrets(workflow, (text) => text.replace('canary-1', '[key]'))
  expect(clean).toEqual({
    ...workflow,
    nodes: [
      node({
        api_key: '',
        prompt: 'the word [key] and more',
        deep: [{ password: '', image: 'https://x.example/a' }],
      }),
      node({ image: { file: 'cat.png' }, token: '' }, { id: 'token', title: 'https://x.example' }),
    ],
  })
  expect(removed).toEqual([
    { place: 'nodes[0].values.api_key', what: 'a key or password' },
    { place: 'nodes[0].values.prompt', what: 'a key' },
    { place: 'nodes[0].values.deep[0].password', what: 'a key or password' },
    { place: 'nodes[0].values.deep[0].image', what: 'the signed query of an address' },
    { place: 'nodes[1].values.image.file', what: 'the folder of a file' },
    { place: 'nodes[1].title', what: 'a name and password in an address' },
  ])
  expect(JSON.stringify(workflow)).toBe(before)
})

test('a clean workflow is shared as it is', () => {
  const workflow = {
    ...emptyWorkflow(),
    nodes: [node({ prompt: 'a cat', image: 'data:image/png;base64,AAAA' })],
  }
  expect(withoutSecrets(workflow)).toEqual({ workflow, removed: [] })
  expect(withoutSecrets(workflow).workflow).toBe(workflow)
})

const [head, body, end] = ['eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'c2lnbmF0dXJl']

test.each([
  [`see ${head}.${body}.${end}, please`, 'see [key], please'],
  [`token-${head}.${body}.${end}`, 'token-[key]'],
  [`a.b.${head}.${body}.${end}.c`, 'a.b.[key].c'],
  [`${'long'.repeat(9)}.${head}.${body}.${end}`, `${'long'.repeat(9)}.[key]`],
  [`${head}.${body}`, `${head}.${body}`],
  [`eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-`, 'eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-eyJ-'],
])('in %j a web token is found wherever it begins', (text, clean) => {
  expect(cleanText(text).text).toBe(clean)
})
