import vueI18n from '@intlify/eslint-plugin-vue-i18n';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
import { rooms, doors } from './tools/rooms.mjs';

/** What a room may not import, as lint says it while one types; `tests/architecture` walks the real imports. */
const roomRules = Object.entries(rooms).map(([room, { forbidden, why }]) => ({
  files: [`${room}/**/*.{ts,vue}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...forbidden.map((other) => ({ group: [`**/${other}/**`], message: why })),
          ...doors.map(({ module, door, message }) => ({ group: [module], message: `${message} Only ${door} may.` })),
        ],
      },
    ],
  },
}));

const doorRules = doors.map(({ door }) => ({ files: [door], rules: { 'no-restricted-imports': 'off' } }));

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', '.runtime/', 'renderer/components.d.ts', 'test-results/'] },
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser, sourceType: 'module' } },
    plugins: { '@intlify/vue-i18n': vueI18n },
    rules: {
      '@intlify/vue-i18n/no-raw-text': [
        'error',
        {
          attributes: { '/.+/': ['title', 'aria-label', 'aria-description', 'placeholder', 'alt', 'label'] },
          ignorePattern: '^[-–—·•→←↑↓×✓/|:：%+#()\\s\\d]+$',
        },
      ],
      // Prettier lays out the templates.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
    },
  },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      // One type may be an empty object by contract: `{}` is what such a command answers.
      '@typescript-eslint/no-empty-object-type': 'off',
      // A long file is a question, not a fault: one job or several?
      'max-lines': ['warn', 400],
      eqeqeq: 'error',
      'no-control-regex': 'off',
    },
  },
  ...roomRules,
  ...doorRules,
  {
    files: ['domain/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'window', message: 'domain/ is pure.' },
        { name: 'document', message: 'domain/ is pure.' },
        { name: 'process', message: 'domain/ is pure.' },
      ],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'Time is passed in.' }],
    },
  },
  { files: ['tests/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
