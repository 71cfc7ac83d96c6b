import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { sourcesUnder } from './direction/checkDirection.mjs'
import { root } from './prepare/root.mjs'

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
]

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Without code, where brackets are not links. */
const withoutCode = (text: string): string => text.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '``')

/** The targets of all links and images of a page, also of those that are defined at its end. */
const linksIn = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm)].map(
    ([, direct, defined]) => direct ?? defined ?? '',
  )

/** The anchors that GitHub makes of the headings of a page. */
const anchorsIn = (text: string): readonly string[] =>
  [...text.replace(/^```[^]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )

/** Why a link leads nowhere; null if it leads somewhere, or away from the project. */
function checkLink(from: string, link: string): string | null {
  if (/^[a-z]+:/i.test(link)) return link.startsWith('https:') ? null : `${link} is not https`
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? from : join(dirname(from), path)
  if (!existsSync(join(root, target))) return `${target} is not there`
  if (anchor === undefined || anchorsIn(read(target)).includes(anchor)) return null
  return `${target} has no heading for #${anchor}`
}

test.each(documents)('every link in %s leads to a file and a heading that are there', (path) => {
  const links = linksIn(read(path))
  expect(links.flatMap((link) => checkLink(path, link) ?? [])).toEqual([])
})

test('every page of docs/ is linked from the README', () => {
  const linked = linksIn(read('README.md'))
  const pages = documents.filter((path) => path.startsWith('docs/'))
  expect(pages.length).toBeGreaterThan(7)
  expect(pages.filter((path) => !linked.includes(path))).toEqual([])
})

/** Words in italics that are not in the product, each with its reason. */
const foreign: Readonly<Record<string, string>> = {
  'Partner Nodes': 'of ComfyUI',
  'File › Open a file': 'a menu and its entry',
  'Open with': 'of the system',
  '4 of 5': 'an example of counts',
}

/** What a page calls by its name in the interface: in italics, on one line. */
const namesIn = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/(?<!\*)\*([^*\n]+)\*(?!\*)/g)].map(([, name = '']) => name)

test('what the pages call by its name in the interface is a text of the product', () => {
  const sources = ['app', 'main', 'shared', 'nodes']
    .flatMap((folder) => sourcesUnder(root, folder))
    .filter((path) => !path.includes('.test.'))
  const endpoints = readdirSync(join(root, 'nodes/endpoints/runcomfy')).map(
    (name) => `nodes/endpoints/runcomfy/${name}`,
  )
  const product = [...sources, ...endpoints].map(read).join('\n').replaceAll('’', "'")
  const missing = documents
    .filter((path) => path === 'README.md' || path.startsWith('docs/'))
    .flatMap((path) => namesIn(read(path)).map((name) => ({ path, name })))
    .filter(({ name }) => !product.includes(name.replaceAll('’', "'")) && !Object.hasOwn(foreign, name))
  expect(missing).toEqual([])
  expect(namesIn('*Run* and **not this**, `*nor* this`')).toEqual(['Run'])
})

test('the film of the README is not larger than 3 MB', () => {
  expect(statSync(join(root, 'docs/main-job.webp')).size).toBeLessThan(3_000_000)
})

test('links are found in a page, and what is wrong with them', () => {
  const text =
    '# One\n[a](b.md) ![c](d.png)\n```\n[not](one)\n# Neither\n```\n`[nor](two)`\n\n[e]: https://f\n## Two, *three*'
  expect(linksIn(text)).toEqual(['b.md', 'd.png', 'https://f'])
  expect(anchorsIn(text)).toEqual(['one', 'two-three'])
  expect(checkLink('docs/money.md', 'privacy.md#where-keys-are-stored')).toBeNull()
  expect(checkLink('docs/money.md', 'gone.md')).toBe('docs/gone.md is not there')
  expect(checkLink('README.md', 'docs/money.md#gone')).toBe('docs/money.md has no heading for #gone')
  expect(checkLink('README.md', '#gone')).toBe('README.md has no heading for #gone')
  expect(checkLink('README.md', 'http://a')).toBe('http://a is not https')
})
