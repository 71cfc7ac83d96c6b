// The drawings of the practice engine, for everything outside of this folder.

export type { Drawn, OpenPicture, Opened } from './draw.ts'
export { draw } from './draw.ts'
export { mimeTypes } from './encode.ts'
export { openPicture } from './openPicture.ts'
export type { DrawOrder, OrderSchema } from './order.ts'
export { formatOf, readOrder } from './order.ts'
export { createRandom, hashText } from './random.ts'
export { standIn } from './standIn.ts'
