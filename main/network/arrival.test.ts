import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, test } from 'vitest'
import { continuing, readArrival } from './arrival.ts'

const MONDAY = 'Mon, 02 Nov 2026 10:00:00 GMT'
const A_SECOND_LATER = 'Mon, 02 Nov 2026 10:00:01 GMT'
const held = { bytes: 40, total: 100, validator: '"v1"' }
const dated = { ...held, validator: MONDAY }
const part = { 'content-range': 'bytes 40-99/100', etag: '"v1"' }
const sha256 = createHash('sha256').update('whole').digest()
const digest = `sha-256=:${sha256.toString('base64')}:`

test('the rest of a file is asked for by its place and its version', () => {
  expect(continuing(held)).toEqual({ range: 'bytes=40-', 'if-range': '"v1"' })
  expect(continuing(null)).toEqual({})
})

describe('a whole file', () => {
  test.each<[string, IncomingHttpHeaders, object]>([
    ['a strong ETag', { etag: '"v1"' }, { validator: '"v1"' }],
    ['a weak ETag', { etag: 'W/"v1"' }, {}],
    ['an ETag that is none', { etag: 'v1\r\nx: y' }, {}],
    ['a date', { 'last-modified': MONDAY, date: A_SECOND_LATER }, { validator: MONDAY }],
    ['the date of this very second', { 'last-modified': MONDAY, date: MONDAY }, {}],
    ['a date and no clock', { 'last-modified': MONDAY }, {}],
    ['a date that is none', { 'last-modified': 'today', date: A_SECOND_LATER }, {}],
    ['a weak ETag and a date', { etag: 'W/"v1"', 'last-modified': MONDAY, date: A_SECOND_LATER }, {}],
    ['a size', { 'content-length': '100' }, { total: 100 }],
    ['a digest', { 'repr-digest': `sha-512=:aa=:, ${digest}` }, { sha256: sha256.toString('hex') }],
    ['a digest of its body', { 'content-digest': digest }, { sha256: sha256.toString('hex') }],
    [
      'an older digest',
      { digest: `SHA-256=${sha256.toString('base64')}` },
      { sha256: sha256.toString('hex') },
    ],
    ['a digest that is none', { 'repr-digest': 'sha-256=:short:' }, {}],
    [
      'a size and a digest, but packed',
      { 'content-length': '100', 'content-encoding': 'gzip', 'repr-digest': digest, etag: '"v1"' },
      {},
    ],
  ])('with %s', (_, headers, known) => {
    const none = { from: 0, total: null, validator: null, sha256: null }
    expect(readArrival(200, headers, held)).toEqual({ ...none, ...known })
  })
})

describe('a part', () => {
  const rest = { from: 40, total: 100, validator: '"v1"', sha256: null }

  test.each<[string, IncomingHttpHeaders, typeof held, object]>([
    ['the rest of the same version', part, held, rest],
    ['less than the rest', { ...part, 'content-range': 'bytes 40-59/100' }, held, rest],
    ['of unknown size', { ...part, 'content-range': 'bytes 40-99/*' }, held, rest],
    [
      'with the digest of the whole',
      { ...part, 'repr-digest': digest },
      held,
      { ...rest, sha256: sha256.toString('hex') },
    ],
    ['asked for by its date', { ...part, 'last-modified': MONDAY }, dated, { ...rest, validator: MONDAY }],
    // The date may be left out where the request named it (RFC 9110, 15.3.7).
    [
      'asked for by its date, without one',
      { 'content-range': part['content-range'] },
      dated,
      { ...rest, validator: MONDAY },
    ],
  ])('that is %s continues what is here', (_, headers, before, expected) => {
    expect(readArrival(206, headers, before)).toEqual(expected)
  })

  test.each<[string, IncomingHttpHeaders]>([
    ['begins elsewhere', { ...part, 'content-range': 'bytes 41-99/100' }],
    ['begins at the beginning', { ...part, 'content-range': 'bytes 0-99/100' }],
    ['is of a file of another size', { ...part, 'content-range': 'bytes 40-100/101' }],
    ['is of a file that has nothing more', { ...part, 'content-range': 'bytes 40-99/40' }],
    ['has another ETag', { ...part, etag: '"v2"' }],
    ['has a weak ETag', { ...part, etag: 'W/"v1"' }],
    ['has no ETag', { 'content-range': part['content-range'] }],
    ['has several ranges', { 'content-type': 'multipart/byteranges; boundary=x', etag: '"v1"' }],
    ['has a place that is none', { ...part, 'content-range': 'bytes 4e1-99/100' }],
    ['is packed', { ...part, 'content-encoding': 'gzip' }],
  ])('that %s does not', (_, headers) => {
    expect(readArrival(206, headers, held)).toBeNull()
  })

  test('of a file whose size nobody has said does not, unless there is a digest', () => {
    const unsized = { ...held, total: null }
    const headers = { ...part, 'content-range': 'bytes 40-99/*' }
    expect(readArrival(206, headers, unsized)).toBeNull()
    expect(readArrival(206, { ...headers, 'repr-digest': digest }, unsized)).toMatchObject({ from: 40 })
    expect(readArrival(206, part, unsized)).toEqual(rest)
  })

  test('with another date does not, and one that nobody asked for never does', () => {
    expect(readArrival(206, { ...part, 'last-modified': A_SECOND_LATER }, dated)).toBeNull()
    expect(readArrival(206, part, null)).toBeNull()
  })
})
