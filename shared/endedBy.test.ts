import { expect, test } from 'vitest'
import { endedBy } from './endedBy.ts'

test('a wait that its signal ended is over, and no other error is treated like that', async () => {
  const fault = new Error('broken')
  await expect(Promise.reject(fault).catch(endedBy(AbortSignal.abort()))).resolves.toBe(undefined)
  await expect(Promise.reject(fault).catch(endedBy(new AbortController().signal))).rejects.toBe(fault)
})
