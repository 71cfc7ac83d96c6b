import { fileURLToPath } from 'node:url'

import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

import type { ContenderName } from './contenders.ts'
import { contenders } from './contenders.ts'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** Builds the contenders' pages like the product's, into `folder`. */
export async function buildPages(folder: string): Promise<void> {
  const names = Object.keys(contenders) as readonly ContenderName[]
  await build({
    configFile: false,
    root: path('pages'),
    logLevel: 'warn',
    define: { PATCHBAY_VERSION: '"0"' },
    plugins: [react(), tailwind()],
    resolve: { alias: { '@comfyorg/litegraph': path('../peers/node_modules/@comfyorg/litegraph') } },
    build: {
      target: 'es2024',
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: names.map((name) => path(`pages/${name}.html`)) },
    },
  })
}
