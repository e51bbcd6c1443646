import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import { passwordProblem } from '../../../shared/form/password';
import { useForm } from '../../../shared/form/use-form';
import { useSession } from '../../../shared/stores/session';

/** The form of one's own password. A wrong current one is shown at its field. */
export function useOwnPassword(done: () => void) {
  const { t } = useText();
  const session = useSession();
  return useForm({
    key: null,
    initial: () => ({ current: '', next: '', repeat: '' }),
    check: ({ current, next, repeat }) => {
      const problem = passwordProblem(next, session.person?.account ?? '');
      return {
        ...(current === '' && { current: t('rule.required') }),
        ...(problem && { next: problem }),
        ...(!problem && next !== repeat && { repeat: t('rule.password.repeat') }),
      };
    },
    submit: ({ current, next }) => call('session.changePassword', { current, next }),
    done: (view) => {
      session.take(view);
      done();
    },
  });
}

export type OwnPasswordForm = ReturnType<typeof useOwnPassword>;
