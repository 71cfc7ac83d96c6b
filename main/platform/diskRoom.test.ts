import { expect, test } from 'vitest'
import { createDiskRoom } from './diskRoom.ts'

const MIB = 2 ** 20
const roomOf = (free: number | null) => createDiskRoom('/home', { freeIn: () => Promise.resolve(free) })

test('a file with more bytes than are free is refused before it is written, saying how many are missing', async () => {
  await expect(roomOf(100 * MIB).claim(100 * MIB, 'cat.mp4')).rejects.toMatchObject({
    code: 'file.unwritable',
    message: 'cat.mp4 cannot be written: the disk is full. It needs 105 MiB, and 100 MiB are free.',
    data: { system: 'ENOSPC' },
  })
  await expect(roomOf(105 * MIB).claim(100 * MIB, 'cat.mp4')).resolves.toBeDefined()
})

test('what one file has claimed is not there for the next, until it is written or given up', async () => {
  const room = roomOf(21 * MIB)
  const first = await room.claim(10 * MIB, 'first')
  await expect(room.claim(11 * MIB, 'second')).rejects.toThrow('11 MiB are free')
  first.written(4 * MIB)
  // Here the free room is a constant: on a disk it shrinks as the claim does.
  await expect(room.claim(14 * MIB, 'second')).resolves.toBeDefined()
  const other = roomOf(21 * MIB)
  const given = await other.claim(20 * MIB, 'first')
  given.release()
  given.release()
  await expect(other.claim(20 * MIB, 'second')).resolves.toBeDefined()
})

test('a system that does not say how much is free refuses nothing', async () => {
  await expect(roomOf(null).claim(2 ** 40, 'cat.mp4')).resolves.toBeDefined()
})

test.skipIf(process.platform !== 'linux')('nor does one whose drive says that it has no size', async () => {
  await expect(createDiskRoom('/proc').claim(1, 'cat.mp4')).resolves.toBeDefined()
})
