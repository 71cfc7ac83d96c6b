import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { UserConfig } from 'vite'
import { defineConfig } from 'vite'
import { firstView } from './build/page/firstView.mjs'
import { withoutJsonSchema } from './build/page/withoutJsonSchema.mjs'
import { withoutRun } from './build/page/withoutRun.mjs'

const folder = fileURLToPath(new URL('.', import.meta.url))
// The cast is sound: it is our own file.
const { version } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as { version: string }
const define = { PATCHBAY_VERSION: JSON.stringify(version) }

/** What runs on other threads: a file of its own beside the host's, which finds it by its name. */
const worker = 'main/assets/workers/worker.ts'

// One build for every host: `import.meta.glob` collects nodes and endpoints, so no list of them is kept by hand.
const commandLine: UserConfig = {
  define,
  build: {
    target: 'node22',
    outDir: 'dist/cli',
    emptyOutDir: true,
    ssr: true,
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: { patchbay: 'main/cli/patchbay.ts', worker },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { external: ['sharp'], noExternal: true, target: 'node' },
}

/** Decoders of 3D models that would need programs from other servers, or compile some: the page refuses both. */
const decoders: Readonly<Record<string, string>> = {
  'three/examples/jsm/loaders/DRACOLoader.js': `${folder}app/media/model3d/decoders/dracoLoader.ts`,
  'three/examples/jsm/loaders/KTX2Loader.js': `${folder}app/media/model3d/decoders/ktx2Loader.ts`,
  'three/examples/jsm/libs/meshopt_decoder.module.js': `${folder}app/media/model3d/decoders/meshoptDecoder.ts`,
}

/** What draws masks and filters: a chunk of its own, or it would be merged into one that the first view needs. */
const drawing = {
  name: 'drawing',
  test: /\/shared\/(?:picture|mask\/(?:rasterise|liveStroke|fill|grow|feather|invert|compose|brush|lasso|shapes|scaleGrey|rowCover))\b/,
  includeDependenciesRecursively: false,
}

// The page as the browser host serves it: nothing inline, and nothing from elsewhere, so that its policy needs no exception.
const page: UserConfig = {
  root: `${folder}app`,
  define,
  plugins: [withoutRun, withoutJsonSchema, react(), tailwind()],
  resolve: { alias: decoders },
  build: {
    target: 'es2024',
    outDir: `${folder}dist/page`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            drawing,
            { name: firstView([`${folder}app/index.html`]), includeDependenciesRecursively: false },
          ],
        },
      },
      // Pure by the rules of the layers: a module of which nothing is used is left out.
      treeshake: { moduleSideEffects: [{ test: /\/(?:shared|nodes)\//, sideEffects: false }] },
    },
  },
}

/** Whether a packed copy puts newer versions in place: `npm run dist` decides it by system and signature, nothing else does. */
const updates = process.env['PATCHBAY_UPDATES'] === 'install' ? 'install' : 'announce'

/** The desktop app's main process. What it needs is in it, but for what Electron brings and what has native code. */
const main: UserConfig = {
  plugins: [withoutJsonSchema],
  define: { ...define, PATCHBAY_UPDATES: JSON.stringify(updates) },
  build: {
    target: 'node24',
    outDir: 'dist/main',
    emptyOutDir: true,
    ssr: true,
    minify: true,
    rollupOptions: {
      input: { main: 'main/electron/main.ts', worker },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { external: ['electron', 'sharp'], noExternal: true, target: 'node' },
}

/** What runs in the sandbox before the page: one file, because a sandbox requires no others, and no module for the same reason. */
const preload: UserConfig = {
  define,
  build: {
    target: 'chrome140',
    outDir: 'dist/preload',
    emptyOutDir: true,
    ssr: 'main/electron/preload.ts',
    minify: true,
    rollupOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false } },
  },
  ssr: { external: ['electron'], noExternal: true, target: 'node' },
}

const modes: Readonly<Record<string, UserConfig>> = { page, main, preload }

/** `vite build` makes the command line, `vite build --mode page`, `main` or `preload` that part; `vite` serves the page. */
export default defineConfig(({ command, mode }) =>
  command === 'serve' ? page : (modes[mode] ?? commandLine),
)
