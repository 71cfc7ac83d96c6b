import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { accountUrl, readApiUrl } from './apiUrl.ts'

test.each([
  [undefined, 'https://model-api.runcomfy.net/'],
  ['', 'https://model-api.runcomfy.net/'],
  [' ', 'https://model-api.runcomfy.net/'],
  ['https://gateway.example', 'https://gateway.example/'],
  ['https://gateway.example:8443/comfy/', 'https://gateway.example:8443/comfy'],
  ['https://192.168.1.5', 'https://192.168.1.5/'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  ['http://127.1.2.3', 'http://127.1.2.3/'],
  ['http://localhost:9', 'http://localhost:9/'],
  ['http://[::1]:9', 'http://[::1]:9/'],
])('%s is the base URL %s', (text, expected) => {
  expect(readApiUrl(text).href).toBe(expected)
})

test.each([
  ['http://gateway.example', 'is plain http to another machine'],
  ['http://192.168.1.5', 'is plain http to another machine'],
  ['http://0.0.0.0:80', 'is plain http to another machine'],
  ['http://localhost.example', 'is plain http to another machine'],
  ['http://127.0.0.1@evil.example', 'carries a user name'],
  ['https://user:secret@gateway.example', 'carries a user name'],
  ['https://gateway.example/?key=1', 'carries a query'],
  ['https://gateway.example/#x', 'carries a query or a fragment'],
  ['file:///etc/passwd', 'is a file: address'],
  ['ftp://127.0.0.1', 'is a ftp: address'],
  ['gateway.example', 'is no URL'],
])('%s is refused as a base URL: it %s', (text, words) => {
  const read = () => readApiUrl(text)
  expect(read).toThrow(AppError)
  expect(read).toThrow(words)
})

test('only RunComfy itself has its account at another origin', () => {
  expect(accountUrl(readApiUrl()).href).toBe('https://api.runcomfy.net/')
  expect(accountUrl(readApiUrl('http://127.0.0.1:1')).href).toBe('http://127.0.0.1:1/')
  expect(accountUrl(readApiUrl('https://gateway.example')).href).toBe('https://gateway.example/')
})
