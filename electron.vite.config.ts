import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import Components from 'unplugin-vue-components/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import { commandNames } from './domain/contract/commands/index';

const root = import.meta.dirname;

/** Each build lists the packages it bundled with their licence texts; `npm run dist` gathers the lists. */
const license = { fileName: '.vite/license.json' };

export default defineConfig({
  main: {
    build: {
      license,
      minify: true,
      // Optional: where it could not be installed, the import fails at run time and the system's ffmpeg is used.
      externalizeDeps: { include: ['ffmpeg-static'] },
      rollupOptions: {
        input: { index: resolve(root, 'electron/main.ts') },
        // Asked for by the reader of camera notes for kinds of notes nobody reads.
        external: ['@xmldom/xmldom'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    // The sandboxed preload may require nothing but electron, so the contract reaches it as plain names.
    define: { __COMMAND_NAMES__: JSON.stringify(commandNames) },
    build: {
      license,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve(root, 'electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    define: {
      __INTLIFY_JIT_COMPILATION__: true,
      __VUE_I18N_FULL_INSTALL__: false,
      __VUE_I18N_LEGACY_API__: false,
      __INTLIFY_PROD_DEVTOOLS__: false,
    },
    build: { license, minify: true, rollupOptions: { input: resolve(root, 'renderer/index.html') } },
    plugins: [
      vue(),
      Components({ resolvers: [ElementPlusResolver()], dirs: [], dts: resolve(root, 'renderer/components.d.ts') }),
    ],
  },
});
