import { describe, expect, test } from 'vitest'
import { compute } from './arithmetic.ts'

describe('what is typed into a number field', () => {
  test.each<[string, number]>([
    ['512*2', 1024],
    ['1024/4', 256],
    [' 1 + 2 * 3 ', 7],
    ['(1+2)*3', 9],
    ['8-2-1', 5],
    ['64/4/2', 8],
    ['-3', -3],
    ['2*-3', -6],
    ['--2', 2],
    ['-(2+3)', -5],
    ['.5', 0.5],
    ['0,5', 0.5],
    ['1.', 1],
    ['1e3', 1000],
    ['2.5E-1', 0.25],
    ['0.1+0.2', 0.3],
    ['512×2', 1024],
    ['6÷3', 2],
    ['−4', -4],
    ['+=8', 108],
    ['-= 8', 92],
    ['*=1.5', 150],
    ['/=4', 25],
    ['+=2*3', 106],
    ['9007199254740993', 9007199254740992],
  ])('%j comes to %d', (typed, value) => {
    expect(compute(typed, 100)).toEqual({ ok: true, value })
  })

  test.each<[string]>([
    ['abc'],
    ['1+'],
    ['*2'],
    ['(1+2'],
    ['1)'],
    ['()'],
    ['1 2 x'],
    ['1..2'],
    ['1,000.5'],
    ['2**3'],
    ['0x10'],
    ['Infinity'],
    ['NaN'],
    ['alert(1)'],
    ['=8'],
    ['+='],
    ['1e'],
  ])('%j is no number, and the message quotes it', (typed) => {
    expect(compute(typed, 100)).toEqual({ ok: false, text: `“${typed}” is not a number.` })
  })

  test.each<[string, string]>([
    ['1,000', '“1,000” may be 1000 or 1.000: write one of these.'],
    ['2*12,345', '“12,345” may be 12345 or 12.345: write one of these.'],
  ])('%j may be thousands or decimals, which is asked', (typed, text) => {
    expect(compute(typed, 100)).toEqual({ ok: false, text })
  })

  test.each<[string, number]>([
    ['0,250', 0.25],
    ['1,25', 1.25],
    ['1,2345', 1.2345],
    ['1000', 1000],
    ['1 000', 1000],
    ['1234,567', 1234.567],
  ])('%j can only be %d', (typed, value) => {
    expect(compute(typed, 100)).toEqual({ ok: true, value })
  })

  test.each<[string]>([['1/0'], ['0/0'], ['1e308*10'], ['/=0']])('%j has no finite result', (typed) => {
    expect(compute(typed, 100)).toEqual({ ok: false, text: 'The result is not a finite number.' })
  })

  test('too little and too much input are different errors', () => {
    expect(compute('  ', 1)).toEqual({ ok: false, text: 'Enter a number.' })
    expect(compute('('.repeat(100_000), 1)).toEqual({
      ok: false,
      text: 'This is longer than the 200 characters that are read.',
    })
  })
})
