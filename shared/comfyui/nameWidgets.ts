import type { Json } from '../ports/value.ts'

/** The names of the values of ComfyUI's own nodes, in the order of its files; without buttons and seed modes. */
const widgets: Readonly<Record<string, readonly string[]>> = {
  CheckpointLoaderSimple: ['ckpt_name'],
  CLIPLoader: ['clip_name', 'type', 'device'],
  CLIPSetLastLayer: ['stop_at_clip_layer'],
  CLIPTextEncode: ['text'],
  ControlNetApply: ['strength'],
  ControlNetApplyAdvanced: ['strength', 'start_percent', 'end_percent'],
  ControlNetLoader: ['control_net_name'],
  DualCLIPLoader: ['clip_name1', 'clip_name2', 'type', 'device'],
  EmptyLatentImage: ['width', 'height', 'batch_size'],
  FeatherMask: ['left', 'top', 'right', 'bottom'],
  GrowMask: ['expand', 'tapered_corners'],
  ImageBlur: ['blur_radius', 'sigma'],
  ImageCompositeMasked: ['x', 'y', 'resize_source'],
  ImageCrop: ['width', 'height', 'x', 'y'],
  ImageFlip: ['flip_method'],
  ImagePadForOutpaint: ['left', 'top', 'right', 'bottom', 'feathering'],
  ImageRotate: ['rotation'],
  ImageScale: ['upscale_method', 'width', 'height', 'crop'],
  ImageScaleBy: ['upscale_method', 'scale_by'],
  ImageToMask: ['channel'],
  KSampler: ['seed', 'steps', 'cfg', 'sampler_name', 'scheduler', 'denoise'],
  KSamplerAdvanced: [
    'add_noise',
    'noise_seed',
    'steps',
    'cfg',
    'sampler_name',
    'scheduler',
    'start_at_step',
    'end_at_step',
    'return_with_leftover_noise',
  ],
  LatentUpscale: ['upscale_method', 'width', 'height', 'crop'],
  LoadImage: ['image'],
  LoadImageMask: ['image', 'channel'],
  LoraLoader: ['lora_name', 'strength_model', 'strength_clip'],
  LoraLoaderModelOnly: ['lora_name', 'strength_model'],
  MarkdownNote: ['text'],
  Note: ['text'],
  PrimitiveBoolean: ['value'],
  PrimitiveFloat: ['value'],
  PrimitiveInt: ['value'],
  PrimitiveNode: ['value'],
  PrimitiveString: ['value'],
  PrimitiveStringMultiline: ['value'],
  SaveImage: ['filename_prefix'],
  StringConcatenate: ['string_a', 'string_b', 'delimiter'],
  UNETLoader: ['unet_name', 'weight_dtype'],
  UpscaleModelLoader: ['model_name'],
  VAEEncodeForInpaint: ['grow_mask_by'],
  VAELoader: ['vae_name'],
}

/** What happens to a number when a run starts: stored right after the number, without a name. */
export const SEED_MODE = 'control_after_generate'
const isSeedMode = (value: Json | undefined): boolean =>
  value === 'fixed' || value === 'increment' || value === 'decrement' || value === 'randomize'

/**
 * Names the values of a list: as the prompt of the same picture names them, or the node's own inputs, or the known
 * names of its class; otherwise by index.
 */
export function nameWidgets(
  type: string,
  values: readonly Json[],
  fromInputs: readonly string[],
  fromPrompt: readonly string[],
): Readonly<Record<string, Json>> {
  const widgetNames = Object.hasOwn(widgets, type) ? widgets[type] : undefined
  // A known class may have more values and buttons in newer versions: the known ones come first.
  for (const [names, exact] of [
    [fromInputs, true],
    [fromPrompt, true],
    [widgetNames ?? [], false],
  ] as const) {
    const named = align(names, values)
    if (named !== null && (named.rest.length === 0 || !exact))
      return { ...named.values, ...byPosition(named.rest, values.length - named.rest.length) }
  }
  return byPosition(values, 0)
}

function align(names: readonly string[], values: readonly Json[]) {
  if (names.length === 0) return null
  const named: Record<string, Json> = {}
  let at = 0
  for (const name of names) {
    const value = values[at]
    if (value === undefined) break
    named[name] = value
    at += 1
    if (!names.includes(SEED_MODE) && typeof value === 'number' && isSeedMode(values[at])) {
      named[SEED_MODE] = values[at] ?? null
      at += 1
    }
  }
  return { values: named, rest: values.slice(at) }
}

const byPosition = (values: readonly Json[], from: number): Record<string, Json> =>
  Object.fromEntries(values.map((value, at) => [`widget ${from + at + 1}`, value]))
