/** Where a name of ComfyUI leads: to a node type, to the models of a category, or to those with a keyword. */
export type Lead = { readonly type: string } | { readonly category: string } | { readonly keyword: string }

export interface ComfyName {
  /** As they are in ComfyUI: titles and class names. Case, spaces and punctuation do not count. */
  readonly names: readonly string[]
  /** The best first. */
  readonly leads: readonly Lead[]
  /** One line on how the same is done here. */
  readonly text: string
}

const textToImage = { category: 'Text to image' } as const
const imageToImage = { category: 'Image to image' } as const
const inpaint = { category: 'Inpainting' } as const
const controlNet = { category: 'ControlNet' } as const
const imageToVideo = { category: 'Image to video' } as const
const lora = { keyword: 'lora' } as const
const local = (name: string): Lead => ({ type: `local/${name}` })

/** Nodes of ComfyUI that have another name here, or are part of another node. */
export const comfyNames: readonly ComfyName[] = [
  {
    names: [
      'KSampler',
      'KSampler (Advanced)',
      'KSamplerAdvanced',
      'SamplerCustom',
      'SamplerCustomAdvanced',
      'Sampler',
    ],
    leads: [textToImage, imageToImage],
    text: 'KSampler is part of Text to image here: steps, seed and CFG are its settings.',
  },
  {
    names: ['KSamplerSelect', 'BasicScheduler', 'Scheduler', 'ModelSamplingFlux', 'ModelSamplingAuraFlow'],
    leads: [textToImage],
    text: 'Sampler and scheduler are part of Text to image here: each model uses its own.',
  },
  {
    names: ['CFGGuider', 'BasicGuider', 'FluxGuidance', 'CFG', 'Guidance'],
    leads: [textToImage],
    text: 'Guidance is part of Text to image here, as a setting of the models that have it.',
  },
  {
    names: ['RandomNoise', 'DisableNoise'],
    leads: [local('seed'), textToImage],
    text: 'Noise comes from the seed, a setting of Text to image. Seed shares one between nodes.',
  },
  {
    names: [
      'CLIP Text Encode (Prompt)',
      'CLIPTextEncode',
      'CLIPTextEncodeSDXL',
      'CLIPTextEncodeFlux',
      'TextEncodeQwenImageEdit',
      'Positive prompt',
      'Negative prompt',
    ],
    leads: [textToImage, local('text')],
    text: 'CLIP Text Encode is part of Text to image here: type into its prompt. Text shares one prompt between nodes.',
  },
  {
    names: ['CLIPSetLastLayer', 'CLIP Skip', 'ConditioningCombine', 'ConditioningConcat'],
    leads: [textToImage, local('join-text')],
    text: 'Conditioning is part of Text to image here. Join text combines prompts.',
  },
  {
    names: ['VAE Decode', 'VAEDecode', 'VAE Decode (Tiled)', 'VAEDecodeTiled'],
    leads: [textToImage],
    text: 'VAE Decode is part of Text to image here: it returns finished images.',
  },
  {
    names: ['VAE Encode', 'VAEEncode', 'VAEEncodeTiled'],
    leads: [imageToImage],
    text: 'VAE Encode is part of Image to image here: connect an image to it.',
  },
  {
    names: ['VAE Encode (for Inpainting)', 'VAEEncodeForInpaint', 'InpaintModelConditioning'],
    leads: [inpaint, local('paint-mask')],
    text: 'VAE Encode is part of Inpaint here: connect an image and a mask to it.',
  },
  {
    names: ['Set Latent Noise Mask', 'SetLatentNoiseMask', 'DifferentialDiffusion'],
    leads: [inpaint, local('paint-mask')],
    text: 'A noise mask is part of Inpaint here: connect a mask to it.',
  },
  {
    names: [
      'Load Checkpoint',
      'CheckpointLoaderSimple',
      'CheckpointLoader',
      'Checkpoint',
      'unCLIPCheckpointLoader',
    ],
    leads: [textToImage, imageToImage, inpaint],
    text: 'Nothing to load: each node names its model. Its menu changes to another one.',
  },
  {
    names: ['Load Diffusion Model', 'UNETLoader', 'UnetLoaderGGUF', 'Load VAE', 'VAELoader', 'Load CLIP'],
    leads: [textToImage, imageToImage, inpaint],
    text: 'Nothing to load: each node names its model and comes with all of its parts.',
  },
  {
    names: ['CLIPLoader', 'DualCLIPLoader', 'TripleCLIPLoader', 'CLIPVisionLoader'],
    leads: [textToImage, imageToImage],
    text: 'Nothing to load: each node comes with the text encoder of its model.',
  },
  {
    names: ['Load LoRA', 'LoraLoader', 'LoraLoaderModelOnly', 'Power Lora Loader'],
    leads: [lora],
    text: 'LoRAs are an input of the models that accept them: add them on the node.',
  },
  {
    names: [
      'Empty Latent Image',
      'EmptyLatentImage',
      'EmptySD3LatentImage',
      'EmptyHunyuanLatentVideo',
      'Latent',
    ],
    leads: [textToImage],
    text: 'Width and height are part of Text to image here: choose its size.',
  },
  {
    names: ['Repeat Latent Batch', 'RepeatLatentBatch', 'LatentFromBatch', 'Batch size'],
    leads: [textToImage, local('pick')],
    text: 'Text to image makes several images at once. Pick from list takes one of them.',
  },
  {
    names: ['Batch Images', 'ImageBatch', 'ImageFromBatch', 'RebatchImages'],
    leads: [local('pick'), local('choose'), local('image-grid')],
    text: 'Several images are a list here: a node runs once for each of them.',
  },
  {
    names: [
      'Upscale',
      'Load Upscale Model',
      'UpscaleModelLoader',
      'ImageUpscaleWithModel',
      'UltimateSDUpscale',
    ],
    leads: [{ category: 'Upscaling' }, local('resize')],
    text: 'An upscaler adds detail. Resize image only scales.',
  },
  {
    names: ['Upscale Image', 'Upscale Image By', 'ImageScale', 'ImageScaleBy', 'ImageScaleToTotalPixels'],
    leads: [local('resize'), { category: 'Upscaling' }],
    text: 'Resize image scales. An upscaler adds detail.',
  },
  {
    names: ['Upscale Latent', 'LatentUpscale', 'LatentUpscaleBy', 'Hires fix'],
    leads: [{ category: 'Upscaling' }, local('resize'), imageToImage],
    text: 'Only images are scaled here: upscale one, or resize it and refine it with Image to image.',
  },
  {
    names: [
      'Apply ControlNet',
      'ControlNetApply',
      'ControlNetApplyAdvanced',
      'ControlNetLoader',
      'Load ControlNet Model',
    ],
    leads: [controlNet],
    text: 'ControlNet is a node with its model: connect the image that gives the structure.',
  },
  {
    names: [
      'Canny',
      'CannyEdgePreprocessor',
      'LineArtPreprocessor',
      'DepthAnythingPreprocessor',
      'DWPreprocessor',
    ],
    leads: [controlNet, local('edge-map')],
    text: 'ControlNet reads edges, depth and pose itself: choose the structure on it. Edge map shows edges.',
  },
  {
    names: ['IPAdapter', 'IPAdapterAdvanced', 'StyleModelApply', 'CLIPVisionEncode', 'unCLIPConditioning'],
    leads: [imageToImage],
    text: 'Image to image starts from an image and keeps as much of it as you choose.',
  },
  {
    names: ['Open in MaskEditor', 'MaskEditor', 'Mask Editor'],
    leads: [local('paint-mask')],
    text: 'Paint mask opens the painter on the image that is connected to it.',
  },
  {
    names: [
      'LoadImageMask',
      'ImageToMask',
      'Convert Image to Mask',
      'ImageColorToMask',
      'Load Image (as Mask)',
    ],
    leads: [local('mask-from-image')],
    text: 'Mask from image makes a mask of brightness, transparency or a channel.',
  },
  {
    names: ['SolidMask', 'MaskComposite', 'CropMask'],
    leads: [local('shape-mask'), local('paint-mask')],
    text: 'Shape mask draws rectangles and ellipses. Paint mask starts from another mask.',
  },
  {
    names: ['ThresholdMask', 'GrowMaskWithBlur', 'ExpandMask'],
    leads: [local('grow-mask'), local('feather-mask'), local('mask-from-image')],
    text: 'Grow mask moves the edge, Feather mask softens it.',
  },
  {
    names: ['Pad Image for Outpainting', 'ImagePadForOutpaint'],
    leads: [local('pad'), inpaint],
    text: 'Pad image adds the border and its mask. Inpaint fills it.',
  },
  {
    names: ['ImageCompositeMasked', 'ImageBlend', 'JoinImageWithAlpha', 'PorterDuffImageComposite'],
    leads: [local('composite')],
    text: 'Composite puts one image over another, with a mask if you connect one.',
  },
  {
    names: ['ImageStitch', 'Image Concatenate', 'ImageConcanate'],
    leads: [local('image-grid')],
    text: 'Image grid puts images side by side, in rows and columns.',
  },
  {
    names: ['ImageFlip', 'ImageRotate', 'Flip Image', 'Rotate Image'],
    leads: [local('turn')],
    text: 'One node flips and rotates.',
  },
  {
    names: ['ColorCorrect', 'Color Match', 'ImageColorAdjust'],
    leads: [local('adjust')],
    text: 'Adjust colours changes brightness, contrast, saturation and hue.',
  },
  {
    names: ['PreviewAny', 'Show Text', 'ShowText', 'Display Any'],
    leads: [local('preview')],
    text: 'Preview shows any value. Nodes also show their own results.',
  },
  {
    names: ['SaveAnimatedWEBP', 'SaveWEBM', 'VHS_VideoCombine', 'CreateVideo', 'Video Combine'],
    leads: [local('save-video'), local('join-videos')],
    text: 'Models return finished videos: Save video writes the file.',
  },
  {
    names: ['SVD_img2vid_Conditioning', 'WanImageToVideo', 'LTXVImgToVideo', 'img2vid', 'i2v', 'AnimateDiff'],
    leads: [imageToVideo],
    text: 'Image to video animates a start image.',
  },
  {
    names: ['VHS_LoadVideo', 'GetVideoComponents', 'Video Info'],
    leads: [local('load-video'), local('video-frame')],
    text: 'Load video opens a file. Frame of a video takes an image out of it.',
  },
  {
    names: ['PrimitiveNode', 'Primitive', 'PrimitiveString', 'PrimitiveStringMultiline', 'String'],
    leads: [local('text'), local('number'), local('integer'), local('boolean'), local('seed')],
    text: 'Each kind of value has its own node.',
  },
  {
    names: ['PrimitiveInt', 'PrimitiveFloat', 'PrimitiveBoolean'],
    leads: [local('integer'), local('number'), local('boolean')],
    text: 'Each kind of value has its own node.',
  },
  {
    names: ['StringConcatenate', 'Text Concatenate', 'JoinStrings'],
    leads: [local('join-text')],
    text: 'Join text puts texts together.',
  },
  {
    names: ['Image Comparer', 'ImageCompare', 'Image Comparer (rgthree)'],
    leads: [local('compare')],
    text: 'Compare shows two images with a slider.',
  },
  {
    names: ['MarkdownNote', 'Markdown Note'],
    leads: [local('note')],
    text: 'Note shows text beside the nodes.',
  },
  {
    names: ['Image Chooser', 'Preview Chooser', 'Image Filter'],
    leads: [local('choose')],
    text: 'Choose pauses the run until you have picked images.',
  },
]

/** The letters and digits of a name: "CLIP Text Encode" and "CLIPTextEncode" are the same. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

/** As few letters as the beginning of a name may have: fewer begin too many of them. */
const MIN_LETTERS = 4

const known = comfyNames.map((entry) => ({ entry, names: entry.names.map(plain) }))

/** The entry that a search names in full; null for none. */
export function comfyNameOf(query: string): ComfyName | null {
  const name = plain(query)
  return known.find(({ names }) => names.includes(name))?.entry ?? null
}

/** The entry with a name that begins with a search; null for none. */
export function comfyNameFrom(query: string): ComfyName | null {
  const name = plain(query)
  if (name.length < MIN_LETTERS) return null
  return known.find(({ names }) => names.some((each) => each.startsWith(name)))?.entry ?? null
}
