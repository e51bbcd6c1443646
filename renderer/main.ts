import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { onData, onRefused } from './api/client';
import { router } from './router';
import { i18n, setLocale } from './shared/i18n';
import { useSession } from './shared/stores/session';
import { useSystem } from './shared/stores/system';
import { applyLook, rememberedLook } from './shared/theme/look';
import './shared/theme/tokens.css';
import './shared/theme/base.css';

/** Start: the look of last time at once, the words and the state of the console side by side, then the first screen. */
const look = rememberedLook();
applyLook(look);

const pinia = createPinia();
const app = createApp(App).use(pinia).use(i18n).use(router);
const system = useSystem(pinia);
const session = useSession(pinia);

onRefused((error) => void session.hearRefusal(error));
onData((change) => {
  if (change.entity === 'session') void session.refresh();
  if (change.entity === 'system')
    void system
      .refresh()
      .then(() => session.refresh())
      .catch(() => undefined);
});

// Most starts end in the console or at its door: their code comes while the main process is still being asked.
void import('./shared/frame/ConsoleFrame.vue');
void import('./features/session/views/SignInPage.vue');

const started = Promise.allSettled([setLocale(look.locale), system.refresh(), session.refresh()]);
void started.then(() => app.mount('#app'));
