import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apiNames } from '#main/practice/apiName.ts'
import { describeCoverage, exceptions, readCoverage, tablesOfOne } from './coverage.ts'
import { engines } from './engineUnderTest.ts'

const folder = new URL('.', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8')

const files = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .toSorted()
    .map((file) => [file, read(file)]),
)

test('every engine that practice speaks for is under test', () => {
  expect(engines.map(({ id }) => id)).toEqual([...apiNames])
})

test('every file of faults runs over all engines, but those that are named with a reason', () => {
  const partial = [...files].filter(([, source]) => readCoverage(source) === null).map(([file]) => file)
  expect(partial).toEqual(Object.keys(exceptions).toSorted())
})

test('tables of one engine are named with a reason', () => {
  const used = [...files].filter(([file, source]) => !(file in exceptions) && /\bengineOf\('/.test(source))
  expect(used.map(([file]) => file)).toEqual(Object.keys(tablesOfOne).toSorted())
})

test('no test compares the names of engines', () => {
  const names = apiNames.join('|')
  const compared = new RegExp(`[!=]==? '(${names})'|'(${names})' [!=]==?`)
  const comparing = [...files].filter(([, source]) => compared.test(source)).map(([file]) => file)
  expect(comparing).toEqual([])
})

test('the README says what each file covers', () => {
  const [, table] = /<!-- coverage -->\n+([^]*?)\n+<!-- \/coverage -->/.exec(read('README.md')) ?? []
  expect(table).toBe(describeCoverage(files))
})
