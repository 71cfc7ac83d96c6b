import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { sourcesUnder } from './direction/checkDirection.mjs'
import { readWords } from './glossary/readWords.mjs'
import { root } from './prepare/root.mjs'

/** Words that shared/GLOSSARY.md has replaced in names, and their replacements. */
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
  ticket: 'queued run, or token',
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
  most: 'max, or limit',
  nothing: 'empty, or none',
  soon: 'a delay with its unit',
  anew: 'again',
}

/** Names in which such a word is right, each with its reason. */
const right: Readonly<Record<string, string>> = {
  Nothing: 'the input or output of a request that has none',
  selectNothing: 'clears the selection, as its command is called',
  most: 'the limit in requests of the contract',
  asks: 'the number of reads in a stored job',
  told: "the engine's result in a stored job",
  kept: 'a column of the store',
  keptFiles: 'a field of `gc --json`',
  carry: 'an input of Save image, in files',
  lineage: 'the version of an embedded provenance, and a field of `inspect --json`',
  takesValue: 'whether an option of the command line has a value',
  goingAway: 'the close code 1001 of WebSocket',
}

/** Turns that shared/GLOSSARY.md asks not to use, in comments, titles of tests, texts and documents. */
const archaic: readonly (readonly [turn: RegExp, use: string])[] = [
  [/\banew\b/i, 'again'],
  [/\bwho(?:so|m|se)?ever\b/i, 'the noun'],
  [/\b(?:told|tells?) of\b/i, 'report'],
  [/\bhangs? on (?:it|a|the|each|what)\b/i, 'depends on'],
  [/\bhears of\b/i, 'is notified of'],
  [/\bgoes on by\b/i, 'continues with'],
  [/\bis none of (?:these|ours)\b/i, 'is not'],
  [/\bwhat stands there\b/i, 'the contents'],
  [/\bstrangers?(?:['’]s?)?\b/i, 'untrusted, or foreign'],
  [/\bthe house\b/i, 'the project'],
  [/\bthe rooms\b|\ba room of its own\b/i, 'layers, or folders'],
  [/\bthe law\b/i, 'the rules'],
  [/\bhandover|misdeed|turnstile|befall/i, 'the word of the glossary'],
  [/\bof now\b/i, 'current'],
  [/\bheed(?:s|ed)?\b/i, 'watch'],
  [/\bcall(?:s|ed)? (?:it |them )?off\b/i, 'cancel'],
  [/\bfor ever\b/i, 'forever'],
  [/\ball the same\b/i, 'nevertheless'],
  [/\bof (?:no )?account\b(?! at)/i, 'matters'],
  [/\bwhat (?:became|becomes) of\b/i, 'the outcome'],
  [/\banswers (?:with the way|whether)\b/i, 'returns'],
  [/\bthe way to stop\b/i, 'a function that stops it'],
  [/\bfrom afar\b/i, 'when zoomed out'],
  [/\bunless told\b/i, 'by default'],
]

const folders = ['app', 'main', 'shared', 'nodes', 'build', 'tests']
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'shared/GLOSSARY.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
]

const sources = folders
  .flatMap((folder) => sourcesUnder(root, folder))
  .filter(
    (path) =>
      /\.(?:tsx?|mjs)$/.test(path) && !path.includes('node_modules') && basename(path) !== 'glossary.test.ts',
  )

const words = sources.map((path) => ({ path, ...readWords(path, readFileSync(join(root, path), 'utf8')) }))

/** The words of a name: `createJobRows` and `MAX_ROWS` are made of three and two. */
const wordsIn = (name: string): readonly string[] =>
  (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase())

const oldWordsIn = (name: string): readonly string[] =>
  Object.hasOwn(right, name)
    ? []
    : // The usual name of a setting of nodes.
      wordsIn(name.replace(/AllOrNothing/i, '')).filter((word) => Object.hasOwn(replaced, word))

const turnsIn = (text: string): readonly string[] => {
  // What is in backticks is a name.
  const plain = text.replace(/`[^`]*`/g, '').replace(/\s+/g, ' ')
  return archaic
    .filter(([turn]) => turn.test(plain))
    .map(([turn, use]) => `${turn.exec(plain)?.[0]}: ${use}: ${plain}`)
}

test('the sources are looked at', () => {
  expect(sources.length).toBeGreaterThan(1500)
})

test('the name of no file has a word that the glossary has replaced', () => {
  const found = sources.flatMap((path) =>
    oldWordsIn(basename(path).replace(/\..*$/, '')).map((word) => `${path}: ${word} is ${replaced[word]}`),
  )
  expect(found).toEqual([])
})

test('no declared name has a word that the glossary has replaced', () => {
  const found = words
    .filter(({ path }) => /^(?:app|main|shared|nodes)\//.test(path))
    .flatMap(({ path, names }) =>
      names.flatMap((name) =>
        oldWordsIn(name).map((word) => `${path}: ${name}: ${word} is ${replaced[word]}`),
      ),
    )
  expect(found).toEqual([])
})

test.each(['comments', 'titles', 'texts'] as const)('no archaic turn is in %s', (kind) => {
  const found = words.flatMap((file) =>
    file[kind].flatMap((text) => turnsIn(text).map((turn) => `${file.path}: ${turn}`)),
  )
  expect(found).toEqual([])
})

test.each(documents)('no archaic turn is in %s', (path) => {
  const paragraphs = readFileSync(join(root, path), 'utf8').split(/\n\s*\n|\n(?=[-|])/)
  expect(paragraphs.flatMap(turnsIn)).toEqual([])
})

test.each([
  ['tellError', ['tell']],
  ['MOST_BYTES', ['most']],
  ['keptRow', ['kept']],
  ['almost', []],
  ['Nothing', []],
])('of %s the old words are %j', (name, old) => {
  expect(oldWordsIn(name)).toEqual(old)
})

test('names, comments, titles and texts are read from a source', () => {
  const text = `
    /** Where it is. */
    export interface Place { readonly at: number; move(to: number): void }
    const { one: other, ...rest } = make({ size: 1 }) // made
    test('is a fact', ([first, second = 2]) => <p>Shown</p>)
  `
  expect(readWords('a.test.tsx', text)).toEqual({
    names: ['Place', 'at', 'move', 'to', 'other', 'rest', 'size', 'first', 'second'],
    comments: ['Where it is.', 'made'],
    titles: ['is a fact'],
    texts: ['Shown'],
  })
})
