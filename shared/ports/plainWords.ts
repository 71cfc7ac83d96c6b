import { readSize } from './namedSize.ts'

/** Words that are not written in small letters. */
const SPELLED: ReadonlyMap<string, string> = new Map(
  (
    'PNG JPEG JPG WebP GIF BMP TIFF AVIF SVG PDF JSON CSV MP4 MP3 WAV AAC FLAC OGG WebM MOV GLB OBJ FBX USDZ STL PLY ' +
    'HD UHD SD SDXL HDR RGB RGBA LoRA LoRAs ControlNet CFG VAE CLIP DPM SDE DDIM DDPM LCM UniPC FPS NSFW URL ID AI ' +
    'API PBR IP'
  )
    .split(' ')
    .map((word) => [word.toLowerCase(), word] as const),
)

const spelled = (word: string): string => SPELLED.get(word) ?? word.replace(/^(\d+)([dk])$/, upper)

const upper = (_: string, digits: string, unit: string): string => digits + unit.toUpperCase()

/** Names of the fields of a schema that plain words say better. */
const FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    num_inference_steps: 'Steps',
    num_images: 'Number of images',
    num_frames: 'Frames',
    guidance_scale: 'Guidance',
    image_url: 'Image',
    mask_url: 'Mask',
    video_url: 'Video',
    audio_url: 'Audio',
  }),
)

/** `enable_safety_checker` → `Enable safety checker`, `output_format` → `Output format`, `lora_url` → `LoRA URL`. */
export function fieldWords(key: string): string {
  return FIELDS.get(key) ?? sentence(key.replaceAll(/[_.-]+/g, ' ').trim())
}

/** The first letter is a capital, and abbreviations are spelled as such. */
function sentence(text: string): string {
  const words = text.split(' ').map(spelled).join(' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/**
 * One of a port's choices in plain words: `landscape_4_3` → `Landscape 4:3 · 1024 × 768`, `png` → `PNG`. What is no
 * plain snake_case (a name with capitals, a path, a version) stays as it is.
 */
export function choiceWords(choice: string | number): string {
  if (typeof choice === 'number') return String(choice)
  const size = readSize(choice)
  const measures = size === null ? '' : `${size.width} × ${size.height}`
  if (/^\d/.test(choice) && size !== null) return measures
  const words = plain(choice)
  return measures === '' ? words : `${words} · ${measures}`
}

/** The same as short as it can be: `4:3`, `PNG`. */
export function shortChoice(choice: string | number): string {
  const [, shape = '', long = '', short = ''] =
    /^(square|portrait|landscape)(?:_(\d+)_(\d+))?/.exec(String(choice)) ?? []
  if (shape === 'square') return '1:1'
  if (long !== '') return shape === 'portrait' ? `${short}:${long}` : `${long}:${short}`
  return choiceWords(choice)
}

function plain(choice: string): string {
  if (!/^[a-z0-9]+(?:[ _-][a-z0-9]+)*$/.test(choice)) return choice
  const ratio = /^([a-z]+)_(\d{1,2})_(\d{1,2})$/.exec(choice)
  return sentence(ratio === null ? choice.replaceAll(/[_-]/g, ' ') : `${ratio[1]} ${ratio[2]}:${ratio[3]}`)
}
