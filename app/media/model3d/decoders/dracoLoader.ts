import { UnsupportedModel } from './unsupportedModel.ts'

/**
 * In the place of three's loader for Draco, which would run a program from another server: the page runs none but its
 * own. A model that is compressed so is refused with a reason.
 */
export class DRACOLoader {
  setDecoderPath(): this {
    return this
  }

  preload(): this {
    return this
  }

  decodeDracoFile(): never {
    throw new UnsupportedModel('It is compressed with Draco.')
  }

  dispose(): this {
    return this
  }
}
