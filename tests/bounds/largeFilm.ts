import { film } from '#main/assets/testing/film.ts'

const PIECE = 2 ** 20
const PIECES = 200

/** A film whose last box is 200 MiB of nothing, piece by piece. */
export async function largeFilm(): Promise<() => Generator<Buffer>> {
  const head = Buffer.from(await film())
  const box = Buffer.alloc(8)
  box.writeUInt32BE(8 + PIECES * PIECE)
  box.write('free', 4, 'latin1')
  return function* () {
    yield head
    yield box
    for (let piece = 0; piece < PIECES; piece += 1) yield Buffer.alloc(PIECE, piece)
  }
}
