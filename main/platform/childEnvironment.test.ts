import { expect, test } from 'vitest'
import { childEnvironment, extractKeys } from './childEnvironment.ts'

const rest = {
  PATH: '/usr/bin',
  DISPLAY: ':0',
  PATCHBAY_HOME: '/home/x',
  PATCHBAY_API_URL: 'https://api.test',
  PATCHBAY_S3_BUCKET: 'pictures',
  XKB_KEYMAP: 'us',
}
const whole = {
  ...rest,
  RUNCOMFY_API_TOKEN: 'a',
  RUNCOMFY_TOKEN: 'b',
  PATCHBAY_S3_KEY_ID: 'c',
  PATCHBAY_S3_SECRET: 'd',
  FAL_KEY: 'f',
  OTHER_API_KEY_ID: 'g',
  // Names are case-insensitive on Windows.
  Runcomfy_Api_Token: 'e',
}

test('a child process gets the environment without keys', () => {
  expect(childEnvironment(whole)).toEqual(rest)
})

test('keys are removed from an environment permanently, and returned to the caller', () => {
  const env: NodeJS.ProcessEnv = { ...whole }
  expect(extractKeys(env)).toEqual(whole)
  expect(env).toEqual(rest)
})
