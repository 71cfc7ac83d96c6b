/** Why a model that is not damaged cannot be shown, as a sentence. */
export class UnsupportedModel extends Error {
  override readonly name = 'UnsupportedModel'
}
