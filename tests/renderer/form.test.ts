// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { ClientError } from '../../renderer/api/client';
import { differences } from '../../renderer/shared/form/conflict';
import { fieldOfPath, placeErrors } from '../../renderer/shared/form/field-errors';
import { mayLeave } from '../../renderer/shared/form/guards';
import FormPanel from '../../renderer/shared/form/FormPanel.vue';
import { useForm } from '../../renderer/shared/form/use-form';
import { setLocale } from '../../renderer/shared/i18n';
import { dialogRequests } from '../../renderer/shared/dialogs/dialogs';

const refusal = (code: ClientError['code'], rest: Partial<ClientError> = {}): ClientError =>
  new ClientError({ code, params: {}, fields: [], retryable: false, logId: null, ...rest });

beforeAll(() => setLocale('en'));
beforeEach(() => {
  setActivePinia(createPinia());
  sessionStorage.clear();
});

const open: (() => void)[] = [];
afterEach(() => open.splice(0).forEach((leave) => leave()));

/** Runs a composable inside a mounted component, which is left at the end of the test. */
function within<T>(use: () => T): { value: T; leave: () => void } {
  let value: T | undefined;
  const wrapper = mount(
    defineComponent({
      setup() {
        value = use();
        return () => null;
      },
    }),
  );
  const leave = (): void => wrapper.unmount();
  open.push(leave);
  return { value: value as T, leave };
}

describe('errors at their fields', () => {
  it('finds the field in the path of the wire', () => {
    expect(fieldOfPath('fields.name')).toBe('name');
    expect(fieldOfPath('draft.fields.windowIds.3')).toBe('windowIds');
    expect(fieldOfPath('administrator.account')).toBe('account');
    expect(fieldOfPath('hallName')).toBe('hallName');
    expect(fieldOfPath('')).toBe('');
  });

  it('puts the first sentence of each field there and says when something found no place', () => {
    const placed = placeErrors(
      {
        code: 'validation.input',
        params: {},
        fields: [
          { path: 'fields.name', rule: 'required' },
          { path: 'fields.name', rule: 'line' },
          { path: 'fields.code', rule: 'too_big', params: { maximum: 20, origin: 'string' } },
        ],
      },
      ['name', 'code'],
    );
    expect(placed).toEqual({ at: { name: 'Please fill this in.', code: 'At most 20 characters.' }, placed: true });
    expect(
      placeErrors({ code: 'validation.input', params: {}, fields: [{ path: 'clientId', rule: 'custom' }] }, ['name'])
        .placed,
    ).toBe(false);
    expect(
      placeErrors({ code: 'validation.passwordWeak', params: { minimum: 8 }, fields: [] }, ['password']).at['password'],
    ).toContain('8');
  });
});

describe('a form', () => {
  const start = { name: '吴敏', note: '', password: '' };

  it('keeps what was typed as a draft, without passwords, until it is saved', async () => {
    const make = () =>
      useForm({ key: 'person.1', initial: () => start, secret: ['password'], submit: () => Promise.resolve(1) });
    const first = within(make);
    first.value.values.name = '吴敏敏';
    first.value.values.password = 'correct horse';
    await Promise.resolve();
    first.leave();
    expect(JSON.stringify(sessionStorage)).not.toContain('correct horse');

    const second = within(make);
    expect(second.value.values).toMatchObject({ name: '吴敏敏', password: '' });
    expect(second.value.restored).toBe(true);
    expect(await second.value.save()).toBe(true);
    expect(second.value.dirty).toBe(false);
    second.leave();
    expect(within(make).value.values.name).toBe('吴敏');
  });

  it('shows refusals at the field, clears them on typing, and the rest in the banner', async () => {
    let error: unknown = refusal('validation.duplicate', { params: { field: 'name', value: '吴敏' } });
    const { value: form } = within(() =>
      useForm({ key: null, initial: () => start, submit: () => Promise.reject(error) }),
    );
    expect(await form.save()).toBe(false);
    expect(form.errorOf('name')).toContain('吴敏');
    expect(form.failure).toBeNull();
    form.values.name = '周立新';
    await Promise.resolve();
    expect(form.errorOf('name')).toBeNull();
    error = refusal('db.full', { logId: 'k3' });
    await form.save();
    expect(form.failure?.logId).toBe('k3');
  });

  it('after a conflict keeps both sides and sends the chosen one on top of what is stored', async () => {
    let revision = 1;
    const sent: unknown[] = [];
    const { value: form } = within(() =>
      useForm({
        key: 'person.2',
        initial: () => ({ name: '吴敏', phone: '1' }),
        submit: (values) => {
          sent.push({ revision, ...values });
          return revision === 1 ? Promise.reject(refusal('conflict.revision')) : Promise.resolve(1);
        },
        theirs: () => {
          revision = 2;
          return Promise.resolve({ name: '吴敏（A07）', phone: '2' });
        },
      }),
    );
    form.values.phone = '3';
    expect(await form.save()).toBe(false);
    expect(differences(form.values, form.conflict ?? {}).map((one) => one.field)).toEqual(['name', 'phone']);
    expect(form.values.phone).toBe('3');
    expect(await form.resolve({ phone: '3' })).toBe(true);
    expect(sent.at(-1)).toEqual({ revision: 2, name: '吴敏（A07）', phone: '3' });
  });

  it('asks before unsaved entries are left', async () => {
    const { value: form } = within(() =>
      useForm({ key: null, initial: () => start, submit: () => Promise.resolve(1) }),
    );
    expect(await mayLeave()).toBe(true);
    form.values.name = 'x';
    const asked = mayLeave();
    const [request] = dialogRequests;
    if (request?.kind !== 'confirm') throw new Error('nothing was asked');
    request.resolve('no');
    expect(await asked).toBe(false);
    const again = mayLeave();
    const [second] = dialogRequests;
    if (second?.kind === 'confirm') second.resolve('other');
    expect(await again).toBe(true);
    expect(form.dirty).toBe(false);
  });
});

describe('a form whose button is off', () => {
  it.each([
    [false, 0],
    [true, 1],
  ])('ready %s: it is saved %i times however it is submitted', async (ready, times) => {
    let saved = 0;
    const submit = (): Promise<null> => {
      saved += 1;
      return Promise.resolve(null);
    };
    const wrapper = mount({
      setup() {
        const form = useForm({
          key: null,
          initial: () => ({ name: '' }),
          check: () => ({}),
          submit,
          done: () => undefined,
        });
        return () => h(FormPanel, { form, words: (field: string) => field, bare: true, ready });
      },
    });
    open.push(() => wrapper.unmount());
    await wrapper.find('form').trigger('submit');
    expect(saved).toBe(times);
  });
});
