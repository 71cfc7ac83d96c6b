import sharp from 'sharp'

const plain = { width: 64, height: 48, channels: 3, background: '#3a6ea5' } as const

/** A small picture as PNG, JPEG or WebP bytes. */
export function samplePicture(format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png', size = {}): Promise<Buffer> {
  return sharp({ create: { ...plain, ...size } })
    .toFormat(format)
    .toBuffer()
}

export function dataUri(bytes: Buffer, type = 'image/png'): string {
  return `data:${type};base64,${bytes.toString('base64')}`
}

/** The pages' own example calls, with other texts: exactly the properties that they show. */
export const exampleBodies: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map([
  ['tongyi-mai/z-image/turbo', { prompt: 'a brass telescope on a windowsill at dusk' }],
  [
    'tongyi-mai/z-image/turbo/image-to-image',
    { prompt: 'the same street in the first snow', image_url: 'https://pictures.example.com/street.png' },
  ],
  [
    'tongyi-mai/z-image/turbo/inpainting',
    {
      prompt: 'a blue enamel teapot instead of the vase',
      image_url: 'https://pictures.example.com/table.png',
      mask_image_url: 'https://pictures.example.com/table-mask.png',
    },
  ],
  [
    'tongyi-mai/z-image/turbo/controlnet/lora',
    {
      prompt: 'a reading room with tall windows and green lamps',
      image_url: 'https://pictures.example.com/room-depth.jpg',
      loras: [{ path: 'alibaba-pai/Z-Image-Turbo-Fun-Controlnet-Union', scale: 1 }],
    },
  ],
  ['tongyi-mai/z-image/turbo/lora', { prompt: 'a tram in the rain, printed in three inks' }],
])
