import { expect, test } from 'vitest'
import { findGrowth } from './findGrowth.mjs'

test.each([
  [/x+$/, 'quadratic'],
  [/[. ]+$/, 'quadratic'],
  [/\s+$/g, 'quadratic'],
  [/^\s+|\s+$/g, 'quadratic'],
  [/^a*a*b/, 'quadratic'],
  [/^\s*-?\s*b/, 'quadratic'],
  [/(?:a|b)*c/, 'quadratic'],
  [/a(.*b)?/g, 'quadratic'],
  [/(\.\d\d\d*?)0+$/, 'quadratic'],
  [/"[^"\\]*(?:\\[^][^"\\]*)*"/g, 'quadratic'],
  [/\beyJ[\w-]{16,2048}\.[\w-]{8,1024}/g, 'quadratic'],
  [/^.*token.*$/, 'quadratic'],
  [/=.*$/, 'quadratic'],
  [/(?=a*b)a/, 'quadratic'],
  [/\p{L}+\d/u, 'quadratic'],
  [/(a+)+b/, 'exponential'],
  [/^(a|a)*$/, 'exponential'],
  [/(x+x+)+y/, 'exponential'],
])('%s takes %s time', (pattern, how) => {
  expect(findGrowth(pattern.source, pattern.flags)?.how).toBe(how)
})

test.each([
  /x+/g,
  /^x+$/,
  /x+$/y,
  /(?<!x)x+$/,
  /[?#][^]*$/,
  /\b\w+\b!/,
  /^(?:a|b)*c/,
  // An empty iteration does not count.
  /^(?:a?)*$/,
  /\d{1,9}$/,
  /(.)\d{3}$/,
  /^.*[/\\]/,
  /;\s*base64\s*$/i,
  /\{([^{}]*)\}/g,
  /\bhttps?:\/\/[^\s]{1,8192}/gi,
  /"[^"\\]*(?:\\[^]?[^"\\]*)*"?/g,
  /^(?!\.)[\w.]+(\/(?!\.)[\w.]+){0,7}$/,
  /[^\p{C}]+/gu,
])('%s takes linear time in the length of the text', (pattern) => {
  expect(findGrowth(pattern.source, pattern.flags)).toBeNull()
})

test('the slow text is reported', () => {
  expect(findGrowth('(?:ab)+$', 'g')).toEqual({ again: 'baba', how: 'quadratic' })
})

test('a pattern with a back-reference is not analysed', () => {
  expect(() => findGrowth('(a+)\\1', '')).toThrow('refers back')
})
