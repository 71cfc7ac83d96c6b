import { expect, test } from 'vitest'
import { readFacts } from './readFacts.mjs'

test('functions are measured including nested ones, with the name that they are bound to', () => {
  const text = [
    'export function outer() {',
    '  const inner = () => {',
    '    return 1',
    '  }',
    '  return inner',
    '}',
    'export const short = (): number => 2',
    'const held = {',
    '  method() {',
    '    return 3',
    '  },',
    '}',
  ].join('\n')
  expect(readFacts('a.ts', text).functions).toEqual([
    { name: 'outer', line: 1, lines: 6 },
    { name: 'inner', line: 2, lines: 3 },
    { name: 'short', line: 7, lines: 1 },
    { name: 'method', line: 9, lines: 3 },
  ])
})

test.for([
  ['let count = 0', ['count']],
  ['export let count: number | undefined', ['count']],
  ['const seen = new Set<string>()', ['seen']],
  ['const cache = new WeakMap<object, string>()', ['cache']],
  ['export const store = create<State>()(() => ({}))', ['store']],
  ['const waiting: string[] = []', ['waiting']],
  ['const NONE: readonly string[] = []', []],
  ['const NONE: ReadonlySet<string> = new Set()', []],
  ["const kinds = new Set(['a', 'b'])", []],
  ['const list = [1, 2]', []],
  ['function make() { let own = 0; return () => own++ }', []],
  ['const limit = 5', []],
] as const)('%s: module state %j', ([text, names]) => {
  expect(readFacts('a.ts', text).moduleState.map(({ name }) => name)).toEqual(names)
})

test('a catch without a statement is empty, whatever a comment in it says', () => {
  const text = [
    'try { a() } catch {}',
    'try { a() } catch { /* it may fail */ }',
    'try { a() } catch (error) { log(error) }',
    'promise.catch(() => {})',
    'promise.catch(function () {})',
    'promise.catch(() => undefined)',
    'promise.catch((error) => { log(error) })',
    'promise.then(() => {})',
  ].join('\n')
  expect(readFacts('a.ts', text).emptyCatches).toEqual([1, 2, 4, 5])
})

test('the type any is found wherever it occurs', () => {
  expect(readFacts('a.ts', 'let a: any\nconst b = (c: any[]) => c\nconst any = 1').anys).toEqual([1, 2])
})

test('lines are counted with and without a last line break', () => {
  expect(readFacts('a.ts', 'const a = 1\n').lines).toBe(1)
  expect(readFacts('a.ts', 'const a = 1\nconst b = 2').lines).toBe(2)
})

test('what is no program is refused', () => {
  expect(() => readFacts('a.ts', 'const = 1')).toThrow(SyntaxError)
})
