import { readFileSync } from 'node:fs'
import { defineConfig } from 'vite'

// The cast is sound: it is our own file.
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

// One build for every host: `import.meta.glob` collects nodes and endpoints, so no list of them is kept by hand.
export default defineConfig({
  define: { PATCHBAY_VERSION: JSON.stringify(version) },
  build: {
    target: 'node22',
    outDir: 'dist/cli',
    emptyOutDir: true,
    ssr: 'main/cli/patchbay.ts',
    minify: false,
    sourcemap: true,
    rollupOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
  },
  ssr: { external: ['sharp'], noExternal: true, target: 'node' },
})
