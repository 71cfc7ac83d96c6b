import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { sourcesUnder } from './direction/checkDirection.mjs'
import { root } from './prepare/root.mjs'

/** Words that shared/GLOSSARY.md has replaced, and what stands in their place. */
const replaced: Readonly<Record<string, string>> = {
  takes: 'versions',
  aside: 'hidden, or a draft in conflict',
  asks: 'prompts',
  people: 'user prompts',
  parking: 'blocked',
  handover: 'redact, or bundle',
  carry: 'metadata, bundle, or uploads',
  carries: 'has',
  carriers: 'uploads',
  letters: 'rendered text',
  lineage: 'provenance',
  rescue: 'salvage',
  blow: 'fault',
  strike: 'fault',
  victim: 'process',
  world: 'context',
  desk: 'context',
  studio: 'context',
  door: 'client',
  ticket: 'queued run',
  going: 'active run',
  wish: 'command, input, or request',
  wishes: 'commands, or requests',
  heed: 'watch',
  turnstile: 'rate limiter',
  borrow: 'acquire',
  lift: 'reset',
  tell: 'notify, print, or report',
  tells: 'notify',
  told: 'notified, or reported',
  hear: 'on…, or watch',
  hears: 'listeners',
  heard: 'received',
  kept: 'saved',
  starver: 'blocker',
  meant: 'target',
  lay: 'place, or paint',
  laid: 'placed',
  ground: 'background',
  misdeed: 'faulty response',
  most: 'max',
  nothing: 'empty, or none',
  soon: 'a delay with its unit',
  anew: 'again',
}

/** Names in which such a word is right, each with its reason. */
const right: Readonly<Record<string, string>> = {
  Nothing: 'the input or output of a request that has none',
  selectNothing: 'clears the selection, as its command is called',
}

const sources = ['app', 'main', 'shared', 'nodes']
  .flatMap((folder) => sourcesUnder(root, folder))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.includes('/testing/'))

/** The words of a name: `createJobRows` and `MAX_ROWS` are made of three and two. */
const wordsIn = (name: string): readonly string[] =>
  (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase())

const oldWordsIn = (name: string): readonly string[] =>
  right[name] === undefined ? wordsIn(name).filter((word) => Object.hasOwn(replaced, word)) : []

test('the sources are looked at', () => {
  expect(sources.length).toBeGreaterThan(500)
})

test('the name of no file has a word that the glossary has replaced', () => {
  const found = sources.flatMap((path) =>
    oldWordsIn(basename(path).replace(/\..*$/, '')).map((word) => `${path}: ${word} is ${replaced[word]}`),
  )
  expect(found).toEqual([])
})

test('no exported name has a word that the glossary has replaced', () => {
  const found = sources.flatMap((path) =>
    exportsOf(readFileSync(join(root, path), 'utf8')).flatMap((name) =>
      oldWordsIn(name).map((word) => `${path}: ${name}: ${word} is ${replaced[word]}`),
    ),
  )
  expect(found).toEqual([])
})

const exportsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^export (?:async )?(?:const|function\*?|class|interface|type) (\w+)/gm)].map(
    ([, name = '']) => name,
  )

test.each([
  ['tellError', ['tell']],
  ['MOST_BYTES', ['most']],
  ['keptRow', ['kept']],
  ['almost', []],
  ['Nothing', []],
])('of %s the old words are %j', (name, words) => {
  expect(oldWordsIn(name)).toEqual(words)
})
