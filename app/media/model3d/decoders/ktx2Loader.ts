import { UnsupportedModel } from './unsupportedModel.ts'

/** In the place of three's loader for KTX2 textures, as for Draco. */
export class KTX2Loader {
  setTranscoderPath(): this {
    return this
  }

  detectSupport(): this {
    return this
  }

  load(_url: string, _onLoad: unknown, _onProgress: unknown, onError: (error: Error) => void): void {
    onError(new UnsupportedModel('Its textures are in the format KTX2.'))
  }

  dispose(): this {
    return this
  }
}
